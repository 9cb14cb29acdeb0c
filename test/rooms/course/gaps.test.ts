import { expect, test } from 'vitest';
import { gapsIn, openGap } from '../../../src/course/gaps.ts';

const CODE = [
  'export function a() {',
  '  // --- your code starts here: one ---',
  '  return 1;',
  '  // --- your code ends here ---',
  '  // --- your code starts here: two ---',
  "  throw new Error('TODO step 02: two');",
  '  // --- your code ends here ---',
  '}',
];

test('the first gap that holds its TODO is the one to go on with', () => {
  expect(openGap(CODE.join('\n'))).toBe(6);
  expect(openGap(CODE.join('\r\n'))).toBe(6);
  expect(openGap(CODE.join('\n').replace('return 1;', "throw new Error('TODO step 02: one');"))).toBe(3);
});

test('when every TODO is gone, or the marks are, there is none', () => {
  expect(openGap(CODE.join('\n').replace(/throw.*/, 'return 2;'))).toBeUndefined();
  expect(openGap("throw new Error('something else');")).toBeUndefined();
});

test('a gap has its task, its lines and its place', () => {
  expect(gapsIn(CODE.join('\n'))[1]).toEqual({ task: 'two', lines: ["  throw new Error('TODO step 02: two');"], from: 6 });
});
