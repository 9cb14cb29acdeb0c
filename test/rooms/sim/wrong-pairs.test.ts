import { expect, test } from 'vitest';
import { createNode } from '../../../solutions/05-failure-detection/failure-detection.ts';
import type { Belief } from '../../../src/gossip/types.ts';
import type { TraceEvent } from '../../../src/host/trace.ts';
import { defineScenario, type Scenario } from '../../../src/sim/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { WrongPairs } from '../../../src/sim/wrong-pairs.ts';

function after(...events: object[]): WrongPairs {
  const pairs = new WrongPairs();
  for (const event of events) pairs.listen({ round: 1, at: 1000, ...event } as TraceEvent);
  return pairs;
}

const believes = (node: number, peer: number, belief: Belief | 'alive'): object => ({ type: 'believes', node, peer, belief });

test('a pair is wrong while both are up and one believes the other dead', () => {
  expect(after(believes(1, 2, 'dead'), believes(1, 3, 'suspect'), believes(2, 1, 'dead')).now).toBe(2);
  expect(after(believes(1, 2, 'dead'), believes(1, 2, 'alive')).now).toBe(0);
  expect(after(believes(1, 2, 'dead'), believes(1, 2, 'suspect')).now).toBe(0);
});

test.each(['recovered', 'restarted'])('the down are not wronged, and do no wrong, until they have %s', (type) => {
  const crashed = [believes(1, 2, 'dead'), believes(2, 1, 'dead'), believes(3, 1, 'dead'), { type: 'crashed', node: 2 }];
  expect(after(...crashed).now).toBe(1);
  expect(after(...crashed, { type, node: 2 }).now).toBe(3);
});

test('they are counted at the end of each round', () => {
  const round = { type: 'round' };
  expect(after(round, believes(1, 2, 'dead'), round, round, believes(1, 2, 'alive')).byRound).toEqual([0, 1, 1, 0]);
});

/** Pairs at the end of a whole trace, counted in another way: the last belief of each pair, and who was up last. */
function counted(trace: readonly TraceEvent[]): number {
  const last = new Map<string, string>();
  const up = new Map<number, boolean>();
  for (const event of trace) {
    if (event.type === 'believes') last.set(`${event.node} ${event.peer}`, event.belief);
    if (event.type === 'crashed' || event.type === 'recovered' || event.type === 'restarted') up.set(event.node, event.type !== 'crashed');
  }
  return [...last].filter(([pair, belief]) => belief === 'dead' && pair.split(' ').every((node) => up.get(Number(node)) ?? true)).length;
}

test.each<[string, Partial<Scenario>, least: number]>([
  ['nobody is wronged where nothing goes wrong', {}, 0],
  ['a slow network', { latency: 600, rounds: 5 }, 100],
  ['one slow node', { faults: [{ type: 'link', from: [17], to: 'all', latency: 600, at: 5 }] }, 10],
  ['a node that was away', { faults: [{ type: 'crash', node: 17, at: 5 }, { type: 'recover', node: 17, at: 15 }] }, 20],
  ['a node that begins anew', { faults: [{ type: 'crash', node: 17, at: 5 }, { type: 'restart', node: 17, at: 15 }] }, 20],
])('%s: the same as counted from the end', (_what, changes, least) => {
  const trace: TraceEvent[] = [];
  const pairs = new WrongPairs();
  const scenario = defineScenario({ fanout: 2, k: 3, rounds: 20, writes: [], ...changes });
  simulate(scenario, createNode, (event) => {
    trace.push(event);
    pairs.listen(event);
  });
  expect(pairs.now).toBe(counted(trace));
  expect(pairs.byRound.at(-1)).toBe(pairs.now);
  if (least === 0) expect(pairs.now).toBe(0);
  else expect(pairs.now).toBeGreaterThanOrEqual(least);
});
