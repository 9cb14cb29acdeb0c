import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LabTable } from '../../../../src/learner/lab/measure.ts';
import { starterOf } from '../../../../src/course/gaps.ts';
import { ROOT, rumorHere } from '../../support/cli.ts';
import { solutionsWith } from '../../support/code-folder.ts';

const FILE = '04-rumor-decay/rumor-decay.ts';

test('the solutions agree with both tables', async () => {
  const { code, stdout, stderr } = await rumorHere(['lab', '--code', 'solutions', '--trials', '3', '--json']);
  expect([code, stderr]).toEqual([0, '']);
  const { tables, trials } = JSON.parse(stdout) as { tables: LabTable[]; trials: number };
  expect(trials).toBe(3);
  expect(tables.map(({ number, rows }) => [number, rows.length])).toEqual([[1, 5], [2, 5]]);
  for (const { k, figures } of tables[0]!.rows) {
    expect(Math.abs(figures.m!.deviation!), `m for k ${k}`).toBeLessThan(0.08);
    expect(Math.abs(figures.t_last!.deviation!), `t_last for k ${k}`).toBeLessThan(0.25);
  }
  expect(Math.abs(tables[0]!.rows[0]!.figures.s!.deviation!)).toBeLessThan(0.2);
  expect(tables[0]!.rows[1]!.exponent).toBeCloseTo(1, 0);
  expect(tables[1]!.rows[0]!.figures.t_last).toBeUndefined();
});

test('an untouched step answers with its own TODO sentence', async () => {
  const solution = readFileSync(join(ROOT, 'solutions', FILE), 'utf8');
  const { code, stdout, stderr } = await rumorHere(['lab', '--code', solutionsWith(FILE, () => starterOf(solution, 4))]);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^step 04, node 0, round 1: TODO step 04: /);
});

test('a variant that the code does not do is told, and not measured', async () => {
  const noVariants = readFileSync(join(ROOT, 'test/alternatives/04-rumor-decay/no-variants.ts'), 'utf8');
  const folder = solutionsWith(FILE, () => noVariants);
  for (const decay of ['feedback-coin', 'blind-counter', 'blind-coin']) {
    const { code, stdout, stderr } = await rumorHere(['lab', '--code', folder, '--trials', '1', '--decay', decay]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`does not do this variant (decay ${decay})`);
  }
  const { stdout } = await rumorHere(['lab', '--code', folder, '--trials', '1', '--json']);
  expect((JSON.parse(stdout) as { tables: LabTable[] }).tables.map(({ written, rows }) => [written, rows.length])).toEqual([[true, 5], [false, 0]]);
});

test.each(['feedback-coin', 'blind-counter', 'blind-coin'])('%s of the solutions is measured', async (decay) => {
  const { stdout } = await rumorHere(['lab', '--code', 'solutions', '--trials', '1', '--decay', decay, '--json']);
  expect((JSON.parse(stdout) as { tables: LabTable[] }).tables.map(({ written, rows }) => [written, rows.length])).toEqual([[true, 5]]);
});

test('a rumor that never cools is told so, and not measured for ever', async () => {
  const folder = solutionsWith(FILE, (text) => text.replace('return rumor.unnecessary >= this.setup.k;', 'return false;'));
  const { code, stderr } = await rumorHere(['lab', '--code', folder, '--trials', '1']);
  expect(code).toBe(1);
  expect(stderr).toContain('with feedback-counter, k 1 and seed 1, the rumor is still spread after 300 rounds: it never cools');
});

test.each([
  [['--trials', '0'], '--trials 0; allowed: a whole number from 1 to 100000'],
  [['--seed', 'x'], '--seed x; allowed: a whole number from 0'],
  [['--decay', 'slow'], '--decay slow; allowed: one of feedback-counter'],
  [['--code', 'nowhere'], '--code nowhere: there is no such folder'],
  [['4'], 'lab takes no "4"'],
])('%j is refused in one sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await rumorHere(['lab', ...args]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(sentence);
  expect(stderr.trimEnd()).not.toContain('\n');
});
