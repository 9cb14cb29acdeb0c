import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOf, STEPS } from '../../../src/course/steps.ts';
import { findTwins, fingerprintsOf } from '../../../src/grade/same-files.ts';
import { ROOT } from '../support/cli.ts';

const STEP = STEPS[0]!;
const FILE = fileOf(STEP);
const SOLUTION = readFileSync(join(ROOT, 'solutions', FILE), 'utf8');

function fingerprints(text: string): ReadonlyMap<string, string> {
  return fingerprintsOf([STEP], { files: new Map([[FILE, text]]) }, new Map());
}

test('who handed in the same is named, whatever the comments say', () => {
  const class_ = { ann: 'export const a = 1;', bob: 'export const a = 1; // mine', cid: 'export const b = 1;' };
  const named = Object.entries(class_).map(([name, text]) => ({ name, fingerprints: fingerprints(text) }));
  expect(findTwins([STEP], named, fingerprints(SOLUTION))).toEqual([{ folder: STEP.folder, names: ['ann', 'bob'] }]);
});

test("the workshop's own solution is told, also where only one handed it in", () => {
  const named = [{ name: 'ann', fingerprints: fingerprints(`// all mine\n${SOLUTION}`) }];
  expect(findTwins([STEP], named, fingerprints(SOLUTION))).toEqual([{ folder: STEP.folder, names: ['ann'], solution: true }]);
});
