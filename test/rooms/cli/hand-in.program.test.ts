import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOf, STEPS } from '../../../src/course/steps.ts';
import { BUSY_TOLD } from '../../../src/terminal/busy.ts';
import { takeIn } from '../../../src/grade/intake/take-in.ts';
import { workshopCopy } from '../support/terminal.ts';

test('hand-in tests what was begun, packs the steps into the folder where it is typed, and says so', () => {
  const root = workshopCopy();
  const first = fileOf(STEPS[0]!);
  const solution = readFileSync(join(root, 'solutions', first), 'utf8');
  writeFileSync(join(root, 'steps', first), solution.replace('export', '\nexport'));
  const cwd = join(root, 'else where');
  mkdirSync(cwd);
  const handIn = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'rumor.js'), 'hand-in', ...args], { cwd, encoding: 'utf8' });
    return { status, stdout, stderr: stderr.replace(BUSY_TOLD, '') };
  };

  const { status, stdout, stderr } = handIn('Ann Müller');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^01 {2}Peer selection {6}done\n02 {2}Push +not begun\n/);
  expect(stdout).toContain(`\n  steps/${first}\n`);
  expect(stdout).toContain(`Hand in this file: ${join(cwd, 'Ann Müller.zip')}\n`);
  const [handedIn] = [...takeIn(join(cwd, 'Ann Müller.zip'))];
  expect(handedIn).toMatchObject({ name: 'Ann Müller' });
  expect([...handedIn!.files.keys()]).toEqual(STEPS.map(fileOf));

  for (const [args, says] of [[['../ann'], /^"\.\.\/ann" cannot be the name of a file everywhere; allowed: .*\n$/], [['ann', 'miller'], /^hand-in takes one name; .*\n$/]] as const) {
    expect(handIn(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(says) });
  }
});
