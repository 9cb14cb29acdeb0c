import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { watchFiles } from '../../../../src/learner/loop/watcher.ts';
import { temporaryFolder } from '../../support/code-folder.ts';

describe.each([['events', false], ['polling', true]])('with %s, a change is noticed when a file is', (_how, poll) => {
  /** The files that were named as changed, one call after the other. */
  function watched() {
    const file = join(temporaryFolder(), 'push.ts');
    writeFileSync(file, 'one');
    const calls: (readonly string[])[] = [];
    const waiting: (() => void)[] = [];
    const watcher = watchFiles([file], poll, (changed) => {
      calls.push(changed);
      for (const resolve of waiting.splice(0)) resolve();
    });
    onTestFinished(() => watcher.close());
    return { file, calls, change: () => new Promise<void>((resolve) => waiting.push(resolve)) };
  }

  test('written', async () => {
    const { file, calls, change } = watched();
    const noticed = change();
    writeFileSync(file, 'two');
    await noticed;
    expect(calls).toEqual([[file]]);
  });

  test('replaced by renaming another over it', async () => {
    const { file, calls, change } = watched();
    const noticed = change();
    writeFileSync(`${file}.new`, 'two');
    renameSync(`${file}.new`, file);
    await noticed;
    expect(calls).toEqual([[file]]);
  });

  test('deleted, and written again', async () => {
    const { file, calls, change } = watched();
    const gone = change();
    rmSync(file);
    await gone;
    const back = change();
    writeFileSync(file, 'one');
    await back;
    expect(calls).toEqual([[file], [file]]);
  });

  test('touched without a change: it is not', async () => {
    const { file, calls, change } = watched();
    utimesSync(file, new Date(0), new Date(0));
    const noticed = change();
    writeFileSync(file, 'two');
    await noticed;
    expect(calls).toEqual([[file]]);
  });
});
