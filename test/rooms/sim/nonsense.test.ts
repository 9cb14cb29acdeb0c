import { expect, test } from 'vitest';
import type { Effect, GossipNode, NodeId, NodeSetup } from '../../../src/gossip/types.ts';
import { defineScenario, type Scenario } from '../../../src/sim/scenario.ts';
import { NodeFault } from '../../../src/host/node-fault.ts';
import { simulate } from '../../../src/sim/simulate.ts';

/** Plays nodes that answer a round with `effects`. */
function play(effects: unknown, id?: number): void {
  simulate(defineScenario({ nodes: 3, rounds: 2 }), (setup) => ({
    id: id ?? setup.id,
    handle: (event) => (event.type === 'round' ? (effects as Effect[]) : []),
    write: () => undefined,
    read: () => undefined,
    isHot: () => false,
  }));
}

test.each([
  ['updates that are no list', [{ type: 'send', to: 2, message: { type: 'push', updates: 'all' } }], "a message whose updates are 'all'; allowed: a list of updates"],
  ['an update that is none', [{ type: 'send', to: 2, message: { type: 'push', updates: [null] } }], 'a message with the update null'],
  ['a timer without a name', [{ type: 'timer', after: 5 }], 'a timer with id: undefined; allowed: a text'],
  ['a timer that does not move time', [{ type: 'timer', id: 'x', after: 1e-20 }], 'at least 0.001'],
])('%s is refused by name', (_what, effects, sentence) => {
  expect(() => play(effects)).toThrow(NodeFault);
  expect(() => play(effects)).toThrow(sentence);
});

test('a node under another name is refused', () => {
  expect(() => play([], 1)).toThrow('createNode(setup) returned a node with the id 1; it must be setup.id, 0');
});

/** Plays nodes that do nothing but what `extra` adds. */
function playWith(extra: (setup: NodeSetup) => Partial<GossipNode>, scenario: Partial<Scenario> = {}): void {
  simulate(defineScenario({ nodes: 5, rounds: 3, ...scenario }), (setup) => {
    const node = { id: setup.id, handle: () => [], write: () => undefined, read: () => undefined, isHot: () => false };
    return Object.defineProperties(node, Object.getOwnPropertyDescriptors(extra(setup)));
  });
}

test('an idle that throws is told with its node and round, wherever it is asked', () => {
  const broken = (calls: number) => (setup: NodeSetup) => {
    let asked = 0;
    return {
      get idle(): boolean {
        if (setup.id === 2 && ++asked > calls) throw new Error('no idea');
        return false;
      },
    };
  };
  expect(() => playWith(broken(0))).toThrow(new NodeFault(2, 0, 'idle threw Error: no idea'));
  expect(() => playWith(broken(1))).toThrow(new NodeFault(2, 1, 'idle threw Error: no idea'));
  const writes = [{ round: 2, node: 2, key: 'a', value: 'b', version: 1 }];
  expect(() => playWith(broken(2), { writes })).toThrow(new NodeFault(2, 2, 'idle threw Error: no idea'));
  expect(() => playWith(broken(1), { faults: [{ type: 'crash', node: 2, at: 1 }, { type: 'recover', node: 2, at: 3 }] })).toThrow(
    new NodeFault(2, 3, 'idle threw Error: no idea'),
  );
});

const swap = (list: NodeId[], i: number, j: number): void => void ([list[i], list[j]] = [list[j]!, list[i]!]);

test.each([
  ['swapped at the front', (list: NodeId[]) => swap(list, 0, 3)],
  ['swapped at the end', (list: NodeId[]) => swap(list, 1, 4)],
  ['swapped where the node itself stands', (list: NodeId[]) => swap(list, 2, 3)],
  ['turned around', (list: NodeId[]) => void list.reverse()],
  ['shortened', (list: NodeId[]) => void list.pop()],
])('a list of members that was %s is noticed at once', (_what, change) => {
  const sentence = 'changed the list of members, which belongs to everybody; work on a copy';
  const inHandle = (setup: NodeSetup): Partial<GossipNode> => ({
    handle: () => {
      if (setup.id === 2) change(setup.members as NodeId[]);
      return [];
    },
  });
  const atOnce = (setup: NodeSetup): Partial<GossipNode> => {
    if (setup.id === 2) change(setup.members as NodeId[]);
    return {};
  };
  expect(() => playWith(inHandle)).toThrow(new NodeFault(2, 1, `handle({ type: 'round' }) ${sentence}`));
  expect(() => playWith(atOnce)).toThrow(new NodeFault(2, 0, `createNode(setup) ${sentence}`));
});

test('a list of writes or faults may be longer than a call can take arguments', () => {
  const writes = Array.from({ length: 130_000 }, () => ({ round: 1, node: 0, key: 'a', value: 'b', version: 1 }));
  const faults = Array.from({ length: 130_000 }, () => ({ type: 'crash', node: 1, at: 2 }) as const);
  expect(() => playWith(() => ({}), { writes, faults })).not.toThrow();
});
