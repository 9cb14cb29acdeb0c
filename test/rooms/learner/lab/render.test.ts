import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exponentOf, meanOf } from '../../../../src/learner/lab/estimate.ts';
import { rowOf, type LabTable } from '../../../../src/learner/lab/measure.ts';
import { plainTable } from '../../../../src/learner/lab/plain.ts';
import { renderTable } from '../../../../src/learner/lab/render.ts';

const OUTCOMES = [{ s: 0.17, m: 1.7, t_last: 16 }, { s: 0.19, m: 1.8, t_last: 18 }];
const TABLE: LabTable = {
  number: 1,
  title: 'push, feedback and counter',
  decay: 'feedback-counter',
  written: true,
  rows: [rowOf('feedback-counter', 1, OUTCOMES), rowOf('feedback-counter', 5, [{ s: 0, m: 6.7, t_last: 17 }])],
};

test('a table puts paper and measured side by side', async () => {
  const lines = renderTable(TABLE);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'golden', 'table.txt'));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80);
});

test('a variant that is not written says so in each row, and is measured nowhere', () => {
  const lines = renderTable({ number: 2, title: 'push, blind and coin', decay: 'blind-coin', written: false, rows: [] });
  expect(lines.slice(0, 4).join('\n')).toContain('Your step 04 does not do this variant (decay blind-coin)');
  expect(lines.filter((line) => /^ +[1-5] .* - +- +not written$/.test(line))).toHaveLength(10);
  expect(lines.join('\n')).not.toContain('%');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80);
});

test('the deviation is a share of what was published', () => {
  const { s, t_last } = TABLE.rows[0]!.figures;
  expect(s!.deviation).toBeCloseTo(0, 10);
  expect(t_last!.deviation).toBeCloseTo(17 / 16.8 - 1, 10);
});

test('a variant without a table is measured, and compared with nothing', () => {
  const { figures } = rowOf('blind-counter', 2, OUTCOMES);
  expect(figures.t_last).toEqual({ measured: 17, standardError: 1 });
});

test('the standard error is that of the mean, and unknown for a single value', () => {
  expect(meanOf([1, 2, 3, 4])).toEqual({ measured: 2.5, standardError: Math.sqrt(5 / 3 / 4) });
  expect(meanOf([7])).toEqual({ measured: 7, standardError: null });
});

test('a residue of 0 has no exponent', () => {
  expect(exponentOf(0, 5)).toBeNull();
  expect(exponentOf(Math.exp(-2), 2)).toBeCloseTo(1, 12);
});

test('the plain form has a sentence for each row, and says all that the table says', () => {
  const lines = plainTable(TABLE);
  const rows = lines.filter((line) => line.includes(' at k '));
  // Three figures and the exponent, for two rows.
  expect(rows).toHaveLength(8);
  expect(rows[0]).toBe('s at k 1: measured 0.180, standard error 0.010, paper 0.18, deviation 0.0 %.');
  expect(rows.at(-1)).toBe('exponent at k 5: no number, for nobody was left out, paper 1.00.');
  expect(plainTable({ number: 2, title: 'push, blind and coin', decay: 'blind-coin', written: false, rows: [] }).join('\n')).toContain('not written yet');
});
