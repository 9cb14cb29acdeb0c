/** The two that answer a save: our loop, and Vitest's own watch. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { watchFiles } from '../../learner/loop/watcher.ts';
import { ROOT } from '../../course/root.ts';
import { fileOf, type Step } from '../../course/steps.ts';
import { isDone } from '../../verdict/outcome.ts';
import { TestRunner } from '../../verdict/runner.ts';

/** Runs the tests of a step whenever its file is saved. */
export interface Answerer {
  /** Waits for the answer to a save that is about to be made: do the tests pass? The first failure is an answer. */
  verdict(): Promise<boolean>;
  close(): Promise<void>;
}

/** The runner and the watcher that the loop has, opened as the loop opens them. */
export async function openOurs(code: string, step: Step): Promise<Answerer> {
  const runner = await TestRunner.open({ root: ROOT, code, ahead: 'between runs' });
  let saved: () => void = () => undefined;
  const watcher = watchFiles([resolve(code, fileOf(step))], false, (changed) => {
    for (const file of changed) runner.invalidate(file);
    saved();
  });
  await runner.run(step);
  return {
    async verdict() {
      await new Promise<void>((done) => (saved = done));
      return new Promise((done, fail) => {
        const [onFailure, onPass] = [(): void => done(false), (): void => done(true)];
        runner.run(step, { onFailure, onPass }).then((outcome) => done(isDone(outcome)), fail);
      });
    },
    async close() {
      watcher.close();
      await runner.close();
    },
  };
}

const SUMMARY = /\bTests\b.*?\d+ (passed|failed)/;
/** It waits after a run that passes, and watches after one that fails. */
const READY = /\b(Waiting|Watching) for file changes/;

/** `vitest --watch` on the test file of one step. What it writes is read as a person would read it. */
export async function openVitest(code: string, step: Step): Promise<Answerer> {
  const program = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const config = join(import.meta.dirname, 'watch.config.ts');
  const child = spawn(process.execPath, [program, '--watch', '--config', config, `test/${step.folder}.test.ts`], {
    cwd: ROOT,
    env: { ...process.env, RUMOR_BENCH_CODE: code, NO_COLOR: '1', CI: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  let look: () => void = () => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      written += data.toString();
      look();
    });
  }
  const ended = new Promise<never>((_, fail) => child.on('close', () => fail(new Error(`vitest --watch ended:\n${written}`))));
  ended.catch(() => undefined);
  const wait = (pattern: RegExp): Promise<RegExpExecArray> => {
    const found = new Promise<RegExpExecArray>((done) => {
      look = () => {
        const match = pattern.exec(written);
        if (match !== null) done(match);
      };
      look();
    });
    return Promise.race([found, ended]);
  };
  await wait(READY);
  return {
    async verdict() {
      written = '';
      const [, word] = await wait(SUMMARY);
      await wait(READY);
      return word === 'passed';
    },
    async close() {
      const gone = new Promise((done) => child.on('close', done));
      child.kill();
      await gone;
    },
  };
}
