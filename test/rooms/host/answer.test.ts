import { expect, test } from 'vitest';
import type { Effect, GossipEvent, GossipNode, Message, NodeId } from '../../../src/gossip/types.ts';
import { NodeCaller, TOO_MANY_EFFECTS } from '../../../src/host/answer.ts';
import { LentMembers } from '../../../src/host/lent-members.ts';
import { NodeFault } from '../../../src/host/node-fault.ts';
import { SeededRandom } from '../../../src/host/random.ts';

const ROUND: GossipEvent = { type: 'round' };

/** A world of one node, 7, that counts no rounds and whose peers come and go; it notes what it is asked for. */
function smallWorld() {
  const ids: NodeId[] = [3, 7];
  const members = new LentMembers(ids);
  const done: string[] = [];
  const caller = new NodeCaller<Message>({
    round: undefined,
    isPeer: (from, to) => to !== from && ids.includes(to as NodeId),
    peersOf: (from) => `one of ${ids.filter((id) => id !== from).join(', ')}`,
    haveMembersChanged: (id) => members.haveChanged(id, 1),
    send: (from, to, { type }) => void done.push(`${from} sends ${type} to ${to}`),
    startTimer: (id, name, after) => void done.push(`${id} sets ${name} for ${after}`),
  });
  const join = (id: NodeId): void => {
    ids.push(id);
    members.accept();
  };
  return { caller, members, join, done };
}

const silent: GossipNode = { id: 7, handle: () => [], write: () => undefined, read: () => undefined, isHot: () => false };

test('whom a node may send to is up to the world, and may change', () => {
  const { caller, join, done } = smallWorld();
  const toNine: Effect[] = [{ type: 'send', to: 9, message: { type: 'push' } }];
  expect(() => caller.carryOut(7, ROUND, toNine)).toThrow(new NodeFault(7, undefined, "handle({ type: 'round' }) returned a message to 9; allowed: one of 3"));
  join(9);
  caller.carryOut(7, ROUND, toNine);
  expect(done).toEqual(['7 sends push to 9']);
});

test('where no rounds are counted, none is named', () => {
  const { caller } = smallWorld();
  expect(() => caller.carryOut(7, ROUND, undefined as never)).toThrow(/^node 7: handle\(\{ type: 'round' \}\) returned undefined; it must return a list of effects/);
});

test('effects are carried out in their order, up to the first that is nonsense', () => {
  const { caller, done } = smallWorld();
  const effects = [{ type: 'timer', id: 'ack', after: 300 }, { type: 'send', to: 3, message: { type: 'ping' } }, { type: 'dance' }] as unknown as Effect[];
  expect(() => caller.carryOut(7, ROUND, effects)).toThrow("returned { type: 'dance' } in its list of effects");
  expect(done).toEqual(['7 sets ack for 300', '7 sends ping to 3']);
});

test('a list of effects without end is refused before any of them is carried out', () => {
  const { caller, done } = smallWorld();
  const effects = new Array<Effect>(TOO_MANY_EFFECTS).fill({ type: 'timer', id: 'x', after: 1 });
  expect(() => caller.carryOut(7, ROUND, effects)).toThrow('returned 1000 effects at once; fewer than 1000 are allowed');
  expect(done).toEqual([]);
});

test('the world may change the list of members, the code of a node may not', () => {
  const { caller, members, join } = smallWorld();
  join(9);
  caller.carryOut(7, ROUND, []);
  (members.ids as NodeId[]).pop();
  expect(() => caller.carryOut(7, ROUND, [])).toThrow('changed the list of members, which belongs to everybody');
});

test('code that throws is blamed with the call, and keeps its error as the cause', () => {
  const { caller, members } = smallWorld();
  const trouble = new Error('no idea');
  const throws = (): never => {
    throw trouble;
  };
  const node = { ...silent, handle: throws, write: throws };
  const update = { key: 'a', value: 'b', version: 1, writer: 7 };
  const setup = { id: 7, members: members.ids, random: new SeededRandom(1) } as never;
  for (const [call, said] of [
    [() => caller.create(throws, setup), 'node 7: createNode(setup) threw Error: no idea'],
    [() => caller.handle(7, node, ROUND), "node 7: handle({ type: 'round' }) threw Error: no idea"],
    [() => caller.write(7, node, update), "node 7: write({ key: 'a', value: 'b', version: 1, writer: 7 }) threw Error: no idea"],
  ] as const) {
    expect(call).toThrow(new NodeFault(7, undefined, said.slice('node 7: '.length), trouble));
  }
});

test('a node is its own under the id that it was given', () => {
  const { caller, members } = smallWorld();
  const setup = { id: 7, members: members.ids, random: new SeededRandom(1) } as never;
  expect(caller.create(() => silent, setup)).toBe(silent);
  expect(() => caller.create(() => ({ ...silent, id: 3 }), setup)).toThrow('node 7: createNode(setup) returned a node with the id 3; it must be setup.id, 7');
  expect(() => caller.create(() => 7 as never, setup)).toThrow('node 7: createNode(setup) returned 7; it must return a node, with a method handle');
});
