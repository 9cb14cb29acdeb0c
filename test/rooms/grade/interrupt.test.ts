import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOf, STEPS } from '../../../src/course/steps.ts';
import { rumor } from '../support/cli.ts';
import { temporaryFolder } from '../support/code-folder.ts';
import { drive, HAS_TERMINAL, workshopCopy } from '../support/terminal.ts';
import { ATTACKS } from './attacks.ts';
import { solutionOf } from './bench.ts';

test.skipIf(!HAS_TERMINAL)('Ctrl-C says that what was graded is kept, and the same command runs none of it again, nor the trial', { timeout: 300_000 }, async () => {
  const [root, submissions] = [workshopCopy(), temporaryFolder()];
  const first = STEPS[0]!;
  const loop = ATTACKS.find(({ name }) => name === 'a loop in every call')!.source;
  for (const [name, text] of [['ann', `${solutionOf(first)}export const mine = 1;\n`], ['bob', loop]] as const) {
    mkdirSync(dirname(join(submissions, name, fileOf(first))), { recursive: true });
    writeFileSync(join(submissions, name, fileOf(first)), text);
  }
  const results = join(root, '.workshop', 'grade', 'results.jsonl');
  const terminal = drive(root, ['grade', submissions, '--jobs', '1']);
  await terminal.shows('1/2 ann');
  const kept = readFileSync(results, 'utf8');
  terminal.press('\x03');
  await terminal.shows('stopped; what was graded is kept, and the same command goes on from there');
  expect(await terminal.ended).toBe(130);

  const { code, stdout } = await rumor(['grade', submissions, '--jobs', '1'], {}, root);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^ann +10 /m)]);
  // What was stopped from outside, the loop, is never remembered: nothing else was left to run.
  expect(readFileSync(results, 'utf8')).toBe(kept);
});
