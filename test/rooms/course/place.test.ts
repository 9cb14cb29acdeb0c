import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { placeIn } from '../../../src/course/place.ts';
import { ROOT } from '../../../src/course/root.ts';

const STEPS = join(ROOT, 'steps');
const FILE = join(STEPS, '02-push', 'push.ts');
const IN_PUSH = { file: 'steps/02-push/push.ts', line: 7 };

test.each([
  ['a bare frame', `    at ${FILE}:7:3`],
  ['a frame with a name', `    at PushNode.handle (${FILE}:7:3)`],
  ['a method under another name', `    at Object.handle [as again] (${FILE}:7:3)`],
  ['an address, with the mark that makes it new', `    at handle (${pathToFileURL(FILE)}?t=12:7:3)`],
])('finds the file and the line in %s', (_what, frame) => {
  expect(placeIn(`Error: no\n    at test (/elsewhere/x.ts:1:1)\n${frame}\n    at main (${FILE}:90:1)`, STEPS, ROOT)).toEqual(IN_PUSH);
});

test('a folder with a space and a bracket in its name is found', () => {
  const steps = resolve(ROOT, '..', 'a (b) c', 'steps');
  expect(placeIn(`    at f (${join(steps, 'x.ts')}:4:2)`, steps, ROOT)).toMatchObject({ line: 4 });
});

test('a folder whose name begins alike is another one, and a message is no frame', () => {
  expect(placeIn(`Error: at (${FILE}:1:1)\n    at f (${STEPS}-old/02-push/push.ts:7:3)\n    at Array.map (<anonymous>)`, STEPS, ROOT)).toBe(undefined);
});

test('calls that call each other without end are placed where they do: which of them came last is chance', () => {
  const frames = [91, 7, 8, 7, 8, 7, 8, 7, 8].map((line) => `    at f (${FILE}:${line}:1)`).join('\n');
  expect(placeIn(`RangeError: Maximum call stack size exceeded\n${frames}`, STEPS, ROOT)).toEqual(IN_PUSH);
  expect(placeIn(`TypeError: no\n${frames}`, STEPS, ROOT)).toMatchObject({ line: 91 });
});
