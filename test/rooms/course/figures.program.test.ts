/**
 * The figures that the lessons of steps 06 and 07 name, from the reference under twenty seeds. A mean
 * of twenty runs is compared with bounds that are wide against its spread, which is written beside them.
 */
import { expect, test } from 'vitest';
import { standardScenario, STEPS } from '../../../src/course/steps.ts';
import type { Fault, Scenario } from '../../../src/sim/scenario.ts';
import { createNode as detect } from '../../../solutions/05-failure-detection/failure-detection.ts';
import { createNode as suspect } from '../../../solutions/06-suspicion/suspicion.ts';
import { createNode as repair } from '../../../solutions/07-anti-entropy/anti-entropy.ts';
import { numbered } from '../../support/show.ts';
import { playPairs } from '../../support/wrong-pairs.ts';
import type { CreateNode, Message } from '../../../src/gossip/types.ts';

const CODE = { 5: detect, 6: suspect, 7: repair };

/** The wrong pairs at the end of each of twenty runs of a step, in another world. */
function pairs(step: keyof typeof CODE, changes: Partial<Scenario>): number[] {
  const scenario = { ...standardScenario(STEPS[step - 1]!), ...changes };
  return numbered(20).map((seed) => playPairs({ ...scenario, seed }, CODE[step] as CreateNode<Message>).pairs);
}

const mean = (figures: readonly number[]): number => figures.reduce((a, b) => a + b, 0) / figures.length;

const SLOW: readonly Fault[] = [{ type: 'link', from: [17], to: 'all', latency: 600, at: 5 }];
const AWAY: readonly Fault[] = [{ type: 'crash', node: 17, at: 5 }, { type: 'recover', node: 17, at: 15 }];

test('one slow node: 827 wrong pairs in round 40 with step 05, some three with step 06', () => {
  // A run of step 05 varies by 32, so the mean of twenty by 7.
  expect(mean(pairs(5, { faults: SLOW, rounds: 40 }))).toBeCloseTo(827, -2);
  // A run of step 06 varies by 1.6, so the mean by 0.4.
  expect(mean(pairs(6, { faults: SLOW, rounds: 40 }))).toBeLessThan(5);
});

test('a cut of fifteen rounds: whole again for all by round 45 with step 07, never with step 06', () => {
  expect(pairs(7, { rounds: 45 })).toEqual(numbered(20).map(() => 0));
  const { faults } = STEPS[6]!.scenario;
  expect(Math.min(...pairs(6, { faults: faults!, rounds: 45 }))).toBeGreaterThan(500);
});

test('it gets worse before it gets better', () => {
  const [before, after, later, end] = [19, 20, 25, 30].map((rounds) => mean(pairs(7, { rounds })));
  expect(before).toBeCloseTo(798, -1);
  expect(after).toBeGreaterThan(1200);
  expect(later).toBeGreaterThan(before!);
  expect(end).toBeLessThan(200);
});

test('a node that was away: alive again for all with step 07, dead for ever with step 05', () => {
  expect(pairs(7, { faults: AWAY, rounds: 40 })).toEqual(numbered(20).map(() => 0));
  expect(Math.min(...pairs(5, { faults: AWAY, rounds: 40 }))).toBeGreaterThan(30);
});

test('a loss of 10 %: fewer than three wrong pairs in round 60 with step 07', () => {
  // A run varies by 0.4: most have none.
  expect(mean(pairs(7, { faults: [], loss: 0.1, rounds: 60 }))).toBeLessThan(3);
});
