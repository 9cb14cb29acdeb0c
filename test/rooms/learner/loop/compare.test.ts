import { describe, expect, test } from 'vitest';
import { wrap } from '../../../../src/terminal/wrap.ts';
import { textOf } from '../../../../src/terminal/line.ts';
import { compareLines } from '../../../../src/learner/loop/compare.ts';

const gap = (task: string, ...lines: string[]): string => ['  // --- your code starts here: ' + task + ' ---', ...lines, '  // --- your code ends here ---'].join('\n');
const SOLUTION = `before\n${gap('first task', '  const a = 1;', '  return a;')}\nbetween\n${gap('second task', '  two();')}\n`;
const MINE = `before\n${gap('first task', '  return 1;')}\nbetween\n${gap('second task', '  two();')}\n`;

const text = (mine: string, columns: number, solution = SOLUTION): string => compareLines({ mine, solution }, columns).map(textOf).join('\n');

describe('my code and the reference', () => {
  test('stand gap by gap, one above the other where it is narrow', () => {
    expect(text(MINE, 80)).toBe(
      [
        '  Gap 1 of 2: first task',
        '  yours:',
        '    return 1;',
        '  the reference:',
        '    const a = 1;',
        '    return a;',
        '',
        '  Gap 2 of 2: second task',
        '  yours is the reference, word for word',
      ].join('\n'),
    );
  });

  test('stand side by side where it is wide', () => {
    const rows = text(MINE, 100).split('\n');
    expect(rows[1]).toMatch(/^ {2}yours {10,}\| {3}the reference$/);
    expect(rows[2]).toMatch(/^ {4}return 1; {10,}\| {5}const a = 1;$/);
    expect(rows[3]).toMatch(/^ +\| {5}return a;$/);
  });

  test('are whole files when the marks are gone', () => {
    expect(text('export const mine = 1;\n', 80)).toMatch(/marks around your code are gone[^]*export const mine = 1;[^]*the reference:[^]*two\(\);/);
  });

  test('an empty gap is shown as that', () => {
    expect(text(`${gap('first task')}\n${gap('second task')}`, 80)).toContain('    (nothing)');
  });

  test.each([60, 100, 200])('nothing is cut (%i columns)', (columns) => {
    const long = `const everything = [${Array.from({ length: 60 }, (_, i) => `word${i}`).join(', ')}];`;
    const lines = compareLines({ mine: MINE, solution: SOLUTION.replace('const a = 1;', long) }, columns).map(textOf);
    expect(Math.max(...lines.map((each) => each.length))).toBeLessThanOrEqual(columns);
    for (let i = 0; i < 60; i++) expect(lines.join('\n')).toContain(`word${i}`);
  });
});

test('a long line of code goes on further to the right', () => {
  expect(wrap('  const aaaa = bbbb + cccc;', 20, 4)).toEqual(['  const aaaa = bbbb', '      + cccc;']);
  expect(wrap('x'.repeat(45), 20, 4)).toEqual(['x'.repeat(20), `    ${'x'.repeat(16)}`, `    ${'x'.repeat(9)}`]);
});
