import { expect, test } from 'vitest';
import { fillGaps, gapsIn, openGap, starterOf } from '../../../src/course/gaps.ts';

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
  expect(gapsIn(CODE.join('\n'))[1]).toEqual({ task: 'two', lines: ["  throw new Error('TODO step 02: two');"], from: 6, indent: '  ', closed: true });
});

test('marks that a learner has touched are read all the same', () => {
  const touched = ['// --- your code starts here', 'a', '// --- your code ends here', '\t// --- your code starts here: two', 'b'].join('\n');
  expect(gapsIn(touched).map(({ task, lines, closed }) => [task, lines, closed])).toEqual([['', ['a'], true], ['two', ['b'], false]]);
});

test('gaps are filled, and what stands around them stays', () => {
  expect(fillGaps(CODE.join('\n'), ({ task }) => (task === 'one' ? ['  x;', '  y;'] : undefined)).split('\n')).toEqual([...CODE.slice(0, 2), '  x;', '  y;', ...CODE.slice(3)]);
});

test('a starter has a TODO in each gap, or in one of them', () => {
  expect(starterOf(CODE.join('\n'), 2).match(/TODO step 02: (one|two)/g)).toEqual(['TODO step 02: one', 'TODO step 02: two']);
  expect(starterOf(CODE.join('\n'), 2, 0).split('\n')[2]).toBe("  throw new Error('TODO step 02: one');");
  expect(starterOf(CODE.join('\n').replace('return 1', 'return 3'), 2, 1)).toContain('return 3;');
});
