import { expect, test } from 'vitest';
import type { Effect } from '../../../src/gossip/types.ts';
import { defineScenario } from '../../../src/sim/scenario.ts';
import { NodeFault } from '../../../src/sim/node-fault.ts';
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
