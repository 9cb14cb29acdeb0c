import { expect, it } from 'vitest';
import type { NodeId, SelectPeers } from '../../../src/gossip/types.ts';
import { callerNode } from '../../../src/host/caller-node.ts';
import { NodeFault } from '../../../src/host/node-fault.ts';
import { defineScenario } from '../../../src/sim/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';

const play = (selectPeers: (self: NodeId, members: NodeId[]) => unknown): unknown =>
  simulate(defineScenario({ nodes: 3, rounds: 2, fanout: 2, writes: [] }), callerNode(selectPeers as unknown as SelectPeers));

const CALL = 'node 0, round 1: selectPeers(0, members, 2, random)';

it.each<[string, (self: NodeId, members: NodeId[]) => unknown, string]>([
  ['a stranger', () => [1, 16], `${CALL} returned [1, 16], with 16 in it; allowed: another node, from 0 to 2`],
  ['itself', (self) => [self], `${CALL} returned [0], with 0 in it; allowed: another node, from 0 to 2`],
  ['a text', () => ['1'], `${CALL} returned ['1'], with '1' in it; allowed: another node, from 0 to 2`],
  ['a place that is empty', () => new Array(2), `${CALL} returned [undefined, undefined], with undefined in it; allowed: another node, from 0 to 2`],
  ['no list', () => 1, `${CALL} returned 1; it must return a list of ids`],
  ['an error', (self, members) => members[9]!.toFixed(), `${CALL} threw TypeError: Cannot read properties of undefined (reading 'toFixed')`],
  ['a shorter list of members', (_, members) => members.splice(0, 1), `${CALL} changed the list of members, which belongs to everybody; work on a copy`],
])('%s is the doing of selectPeers, of which alone its author knows', (_what, selectPeers, sentence) => {
  expect(() => play(selectPeers)).toThrow(NodeFault);
  expect(() => play(selectPeers)).toThrow(sentence);
});

it('keeps where the code threw', () => {
  const thrown = new RangeError('no');
  const throws = (): never => {
    throw thrown;
  };
  expect(() => play(throws)).toThrow(expect.objectContaining({ cause: thrown }));
});
