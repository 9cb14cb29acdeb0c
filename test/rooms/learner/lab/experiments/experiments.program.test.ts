/** The tables that the lab finds out besides those of 1987, with the reference and with code that is not finished. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { starterOf } from '../../../../../src/course/gaps.ts';
import { fileOf, STEPS } from '../../../../../src/course/steps.ts';
import { successBounds } from '../../../../support/chernoff.ts';
import { ROOT, rumorHere } from '../../../support/cli.ts';
import { solutionsWith } from '../../../support/code-folder.ts';

interface Row {
  readonly row: string;
  readonly expected?: number;
  readonly measured: Readonly<Record<string, { readonly measured: number } | null>>;
}

async function rowsOf(...args: string[]): Promise<Row[][]> {
  const { code, stdout, stderr } = await rumorHere(['lab', ...args, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  return (JSON.parse(stdout) as { blocks: { rows: Row[] }[] }).blocks.map(({ rows }) => rows);
}

/** The solutions without what a learner writes in one of the steps. */
function without(step: number): string {
  return solutionsWith(fileOf(STEPS[step - 1]!), (code) => starterOf(code, step));
}

test('false accusations are as many as the formula says', async () => {
  // 6,000 probes a row, each of which is unanswered with the probability of the formula, apart from all others.
  const probes = 6_000;
  for (const rows of await rowsOf('accusations', '--code', 'solutions', '--trials', '5')) {
    for (const { row, expected, measured } of rows) {
      const [least, most] = successBounds(probes, expected!);
      const accusations = measured['05']!.measured * probes;
      expect([row, accusations >= least && accusations <= most]).toEqual([row, true]);
    }
  }
});

test('comparisons find what was missed as fast as the recurrences say', async () => {
  // Of the 100 that have missed it, each misses it again with a probability of its own: 0.1 by pull, 0.41 by
  // push, 0.041 both ways. By push they are drawn from a common pot, and less scattered than alone.
  const blocks = await rowsOf('repair', '--code', 'solutions', '--trials', '1');
  for (const [way, [first]] of blocks.entries()) {
    const [least, most] = successBounds(100, first!.expected! / 0.1);
    const missed = first!.measured['07']!.measured * 1000;
    expect([way, missed >= least && missed <= most]).toEqual([way, true]);
  }
  for (const rows of blocks) expect(rows[1]!.measured['07']!.measured).toBeLessThan(rows[0]!.measured['07']!.measured);
});

test('wrong pairs of 05, 06 and 07 stand side by side; a step that is not written is told, and passed by', async () => {
  const { code, stdout, stderr } = await rumorHere(['lab', 'wrong-pairs', '--code', without(7), '--trials', '1']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^ +40 +\d{3} +\d+(\.\d+)? not written$/m);
  expect(stdout).toContain('step 07, node 0, round 1: TODO step 07: ');
});

test('the workload of Gossip Glomers: what the reference keeps of the limits, and what it loses', async () => {
  const [whole, cut] = await rowsOf('glomers', '--code', 'solutions', '--trials', '1');
  const figures = (rows: readonly Row[], column: string): number[] => rows.map(({ measured }) => measured[column]!.measured);
  // One seed decides it all: 13.8 messages, 260 and 520 ms, nothing lost, 1,009 values, all there in the end.
  const blind = figures(whole!, 'blind');
  expect([blind[0]!.toFixed(1), ...blind.slice(1)]).toEqual(['13.8', 260, 520, 0, 1009, 0]);
  expect(figures(whole!, 'feedback')[0]).toBeGreaterThan(30);
  expect(figures(whole!, 'step 07')[2]).toBeGreaterThan(600);
  expect(figures(cut!, 'blind')[5]).toBeGreaterThan(100);
  expect(figures(cut!, 'step 07')[5]).toBe(0);
});

test('an untouched step answers with its own TODO sentence', async () => {
  const { code, stdout, stderr } = await rumorHere(['lab', 'accusations', '--code', without(5)]);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^step 05, node 0, round 1: TODO step 05: /);
});

test('a further task that is not written is told, and not measured', async () => {
  const feedbackOnly = solutionsWith(fileOf(STEPS[3]!), (code) => code.replaceAll("this.setup.decay.startsWith('blind')", 'false'));
  const { code, stdout } = await rumorHere(['lab', 'glomers', '--code', feedbackOnly, '--trials', '1', '--plain']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^messages an operation, feedback: measured \d+/m);
  expect(stdout).toContain('messages an operation, blind: not written.');
  expect(stdout).toContain('step 04 does not do the decay blind-counter');
});

test('given code of an earlier version is told, for it cannot be measured', async () => {
  const earlier = readFileSync(join(ROOT, 'test/earlier', fileOf(STEPS[4]!)), 'utf8');
  const { code, stderr } = await rumorHere(['lab', 'accusations', '--code', solutionsWith(fileOf(STEPS[4]!), () => earlier), '--trials', '1']);
  expect(code).toBe(1);
  expect(stderr).toContain('`node rumor update` brings it up to date');
});

test.each([
  [['4'], 'lab takes no "4"; allowed: one of accusations, repair, wrong-pairs, glomers, or nothing for the tables of 1987'],
  [['glomers', 'twice'], 'lab takes no "twice"'],
  [['repair', '--decay', 'blind-coin'], '--decay is for the tables of 1987, and not for repair'],
  [['wrong-pairs', '--trials', '0'], '--trials 0; allowed: a whole number from 1 to 100000'],
  [['glomers', '--code', 'test/earlier'], '--code test/earlier: that folder has no 07-anti-entropy/anti-entropy.ts'],
])('%j is refused in one sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await rumorHere(['lab', ...args]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(sentence);
  expect(stderr.trimEnd()).not.toContain('\n');
});
