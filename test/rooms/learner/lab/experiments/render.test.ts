import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainSheet } from '../../../../../src/learner/lab/experiments/plain.ts';
import { jsonOf, renderSheet } from '../../../../../src/learner/lab/experiments/render.ts';
import type { Sheet } from '../../../../../src/learner/lab/experiments/run.ts';

const THEORY: Sheet = {
  block: { title: 'with 3 helpers', rowsAre: 'loss', rows: ['5 %', '20 %'], series: [], theory: { label: 'formula', values: [0.000622, 0.0741] } },
  columns: [{ label: '05', estimates: [{ measured: 0.00075, standardError: 0.00012 }, { measured: 0.0741, standardError: null }] }],
};

const WHY = 'step 07, node 0, round 1: TODO step 07: send a digest when it is time';
const SIDE_BY_SIDE: Sheet = {
  block: { title: 'the network is whole', rowsAre: '', rows: ['messages an operation', 'lost'], series: [], beside: [{ label: '3d', values: ['< 30', ''] }] },
  columns: [
    { label: 'step 04', estimates: [{ measured: 1234.5, standardError: 6 }, { measured: 0, standardError: 0 }] },
    { label: 'step 07', why: WHY },
  ],
};

test('a block puts what is known beside what was measured', async () => {
  const lines = [THEORY, SIDE_BY_SIDE].flatMap((sheet) => [...renderSheet(sheet), '']);
  await expect(lines.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, 'golden', 'blocks.txt'));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80);
});

test('the plain form says the same in a sentence a figure', () => {
  expect(plainSheet(THEORY)).toEqual([
    'with 3 helpers.',
    'loss 5 %, 05: measured 0.00075 ±0.0001, formula 0.000622, deviation +20.6 %.',
    'loss 20 %, 05: measured 0.074, formula 0.0741, deviation 0.0 %.',
  ]);
  expect(plainSheet(SIDE_BY_SIDE)).toEqual([
    'the network is whole.',
    'messages an operation, step 04: measured 1235 ±6, 3d allows less than 30.',
    'messages an operation, step 07: not written.',
    'lost, step 04: measured 0.',
    'lost, step 07: not written.',
    WHY,
  ]);
});

test('as data, a column that is not written is null', () => {
  expect(jsonOf(SIDE_BY_SIDE)).toEqual({
    title: 'the network is whole',
    rows: [
      { row: 'messages an operation', beside: { '3d': '< 30' }, measured: { 'step 04': { measured: 1234.5, standardError: 6 }, 'step 07': null } },
      { row: 'lost', beside: { '3d': '' }, measured: { 'step 04': { measured: 0, standardError: 0 }, 'step 07': null } },
    ],
  });
});
