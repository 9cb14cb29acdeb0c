import { expect, test } from 'vitest';
import { createNode as push } from '../../../solutions/02-push/push.ts';
import type { CreateNode } from '../../../src/gossip/types.ts';
import type { TraceEvent } from '../../../src/host/trace.ts';
import { EndOfRun } from '../../../src/recording/end-of-run.ts';
import { defineScenario, type Scenario } from '../../../src/sim/scenario.ts';
import { Simulation } from '../../../src/sim/simulate.ts';
import type { Ending } from '../../../src/view/film/film.ts';

/** Plays until the run says that it can end, or its rounds are over. */
function end(createNode: CreateNode<never>, changes: Partial<Scenario>): { round: number; ending: Ending | undefined; knowing: number } {
  const scenario = defineScenario(changes);
  const watch = new EndOfRun(scenario);
  const simulation = new Simulation(scenario, createNode, watch.listen);
  simulation.run(() => watch.now !== undefined);
  const knowing = simulation.nodes.filter((node) => node.read('rumor') !== undefined).length;
  return { round: simulation.round, ending: watch.now, knowing };
}

test('a run goes on while somebody may yet learn, however long nobody has', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { ending, knowing } = end(push as CreateNode<never>, { nodes: 40, rounds: 100, seed });
    expect({ ending, knowing }).toEqual({ ending: 'agreed', knowing: 40 });
  }
  // One message in a hundred arrives, so nobody learns anything for long stretches.
  expect(end(push as CreateNode<never>, { nodes: 4, rounds: 10_000, loss: 0.99 })).toMatchObject({ ending: 'agreed', knowing: 4 });
});

test('where nobody says anything any more, it ends, although nobody is idle', () => {
  const mute: CreateNode<never> = (setup) => {
    const node = push(setup);
    return { id: node.id, handle: () => [], write: (update) => node.write(update), read: (key) => node.read(key), isHot: () => true };
  };
  expect(end(mute, { rounds: 100 })).toEqual({ round: 6, ending: 'silent', knowing: 1 });
  expect(end(mute, { rounds: 100, repairEvery: 12 })).toEqual({ round: 13, ending: 'silent', knowing: 1 });
});

test('a run without a write is about something else', () => {
  expect(end(push as CreateNode<never>, { rounds: 12, writes: [] })).toMatchObject({ ending: undefined, knowing: 0 });
});

test('whoever is down need not know, and whoever begins anew must learn again', () => {
  const crashed = { node: 3, at: 1, type: 'crash' } as const;
  expect(end(push as CreateNode<never>, { nodes: 4, faults: [crashed] })).toMatchObject({ ending: 'agreed', knowing: 3 });
  const anew = end(push as CreateNode<never>, { nodes: 4, rounds: 60, faults: [{ node: 3, at: 20, type: 'restart' }] });
  expect(anew).toMatchObject({ ending: 'agreed', knowing: 4 });
  expect(anew.round).toBeGreaterThanOrEqual(20);
});

test('as long as somebody believes somebody dead who lives, it goes on', () => {
  const watch = new EndOfRun(defineScenario({ nodes: 2 }));
  const happens = (event: object): void => watch.listen({ round: 2, at: 2000, ...event } as TraceEvent);
  for (const node of [0, 1]) happens({ type: 'learned', node, update: { key: 'rumor', value: 'a', version: 1, writer: 0 } });
  happens({ type: 'believes', node: 0, peer: 1, belief: 'dead' });
  expect(watch.now).toBeUndefined();
  happens({ type: 'believes', node: 0, peer: 1, belief: 'alive' });
  expect(watch.now).toBe('agreed');
});

test('what nobody wrote does not count', () => {
  const scenario = defineScenario({ nodes: 2 });
  const watch = new EndOfRun(scenario);
  const learned = (node: number, key: string): TraceEvent => ({ type: 'learned', round: 2, at: 2000, node, update: { key, value: 'a', version: 1, writer: 0 } });
  for (const event of [learned(0, 'rumor'), learned(0, 'member/1'), learned(1, 'member/0')]) watch.listen(event);
  expect(watch.now).toBeUndefined();
  watch.listen(learned(1, 'rumor'));
  expect(watch.now).toBe('agreed');
});

test('so many writes that a call could not take them as arguments', () => {
  const writes = Array.from({ length: 150_000 }, (_, i) => ({ round: 1, node: 0, key: 'rumor', value: 'a', version: i + 1 }));
  expect(() => new EndOfRun(defineScenario({ writes }))).not.toThrow();
});
