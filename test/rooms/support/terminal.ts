import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { STEPS } from '../../../src/course/steps.ts';
import { ScreenModel } from '../view/fakes.ts';
import { ROOT } from './cli.ts';
import { putStarters, temporaryFolder } from './code-folder.ts';

/**
 * Is there a `script` that lends us a pseudo-terminal, with the options of Linux? In CI on Linux there has to
 * be. That of macOS has other options, does not know this one either, and Windows has none.
 */
export const HAS_TERMINAL = (process.env['CI'] !== undefined && process.platform === 'linux') || spawnSync('script', ['--version']).status === 0;

/** A copy of the repository in which nobody has worked yet, whatever has been done in this one. */
export function workshopCopy(): string {
  const root = temporaryFolder();
  for (const part of ['rumor.js', 'src', 'steps', 'solutions', 'test/setup', 'test/support', 'package.json', 'tsconfig.json', 'vitest.config.ts']) {
    mkdirSync(join(root, part, '..'), { recursive: true });
    cpSync(join(ROOT, part), join(root, part), { recursive: true });
  }
  for (const step of STEPS) {
    const test = join('test', `${step.folder}.test.ts`);
    cpSync(join(ROOT, test), join(root, test));
  }
  putStarters(root);
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  return root;
}

/** The command line on a terminal of 80 by 24, driven by keys and read off the screen. */
export interface Drive {
  press(keys: string): void;
  /** Waits until the screen shows `text`, and answers with the whole screen. */
  shows(text: string | RegExp): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** Everything that was written, with its escape codes. */
  raw(): string;
  readonly ended: Promise<number | null>;
}

/** Runs `rumor` with `args` in the repository at `root`. The test's own time-out is the only clock. */
export function drive(root: string, args: readonly string[]): Drive {
  const command = `stty cols 80 rows 24; exec '${process.execPath}' rumor.js ${args.join(' ')}`;
  const { CI: _ci, NO_COLOR: _none, FORCE_COLOR: _forced, ACCESSIBLE: _plain, ...env } = process.env;
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
    cwd: root,
    env: { ...env, TERM: 'xterm-256color', LANG: 'C.UTF-8', SHELL: '/bin/sh' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const model = new ScreenModel(80, 24);
  const waiting = new Set<() => void>();
  let raw = '';
  let pending = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    raw += text;
    // An escape code may be cut in two by the pipe.
    const whole = pending + text;
    const end = whole.lastIndexOf('\x1b') > whole.length - 12 && !/[A-Za-z]/.test(whole.slice(whole.lastIndexOf('\x1b'))) ? whole.lastIndexOf('\x1b') : whole.length;
    pending = whole.slice(end);
    model.write(whole.slice(0, end).replaceAll(/[\r\n\x07]/g, ''));
    for (const look of waiting) look();
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const screen = (): string => model.rows().join('\n');
  return {
    press: (keys) => void child.stdin.write(keys),
    signal: (name) => void spawnSync('pkill', [`-${name.replace('SIG', '')}`, '-P', String(child.pid)]),
    raw: () => raw,
    ended,
    shows: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const now = screen();
          if (!(typeof text === 'string' ? now.includes(text) : text.test(now))) return;
          waiting.delete(look);
          resolve(now);
        };
        waiting.add(look);
        void ended.then((code) => reject(new Error(`ended with ${code} before it showed ${String(text)}:\n${screen()}`)));
        look();
      }),
  };
}
