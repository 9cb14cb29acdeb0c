import { expect, test } from 'vitest';
import { createNode as pushNode } from '../../../../solutions/02-push/push.ts';
import { createNode as rumorNode } from '../../../../solutions/04-rumor-decay/rumor-decay.ts';
import type { CreateNode } from '../../../../src/gossip/types.ts';
import { defineScenario } from '../../../../src/sim/scenario.ts';
import { simulate, Simulation } from '../../../../src/sim/simulate.ts';
import { pushLoop, rumorLoop } from '../../../../src/authoring/bench/yardstick.ts';

/**
 * The factor of the bench means something only if loop and simulator play by the same rules, so
 * their mean numbers of contacts must agree. Two means of independent runs differ by more than five
 * standard errors less than once in a million.
 */
const ERRORS = 5;
const RUNS = 300;
const NODES = 200;

function contactsOfPush(nodes: number, seed: number): number {
  const simulation = new Simulation(defineScenario({ nodes, rounds: 1000, seed }), pushNode as CreateNode<never>);
  simulation.run(() => simulation.nodes.every((node) => node.read('rumor') !== undefined));
  return simulation.sent;
}

function contactsOfRumor(nodes: number, k: number, seed: number): number {
  const { sent } = simulate(defineScenario({ nodes, rounds: 1000, k, seed }), rumorNode);
  return sent / 2;
}

function meanAndError(contacts: (seed: number) => number): { mean: number; error: number } {
  const counts = Array.from({ length: RUNS }, (_, i) => contacts(i + 1));
  const mean = counts.reduce((sum, count) => sum + count, 0) / RUNS;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (RUNS - 1);
  return { mean, error: Math.sqrt(variance / RUNS) };
}

test.each([
  ['02', (seed: number) => pushLoop(NODES, 2 * seed + 1), (seed: number) => contactsOfPush(NODES, seed)],
  ['04 with k = 1', (seed: number) => rumorLoop(NODES, 1, 2 * seed + 1), (seed: number) => contactsOfRumor(NODES, 1, seed)],
  ['04 with k = 2', (seed: number) => rumorLoop(NODES, 2, 2 * seed + 1), (seed: number) => contactsOfRumor(NODES, 2, seed)],
])('the bare loop makes as many contacts as step %s, on average', (_step, loop, simulator) => {
  const bare = meanAndError(loop);
  const simulated = meanAndError(simulator);
  const allowed = ERRORS * Math.hypot(bare.error, simulated.error);
  expect(allowed).toBeLessThan(0.1 * simulated.mean);
  expect(Math.abs(bare.mean - simulated.mean)).toBeLessThan(allowed);
});

test('two nodes leave nothing to chance: one contact tells the other, and each needs k more to lose interest', () => {
  for (const seed of [1, 2, 3]) {
    expect([pushLoop(2, seed), contactsOfPush(2, seed)]).toEqual([1, 1]);
    for (const k of [1, 2, 5]) expect([rumorLoop(2, k, seed), contactsOfRumor(2, k, seed)]).toEqual([1 + 2 * k, 1 + 2 * k]);
  }
});

test('the same seed gives the same number of contacts', () => {
  expect(pushLoop(1000, 7)).toBe(pushLoop(1000, 7));
  expect(rumorLoop(1000, 2, 7)).toBe(rumorLoop(1000, 2, 7));
});
