import { expect, test } from 'vitest';
import type { Effect, GossipEvent, Message, StoringNode, Update } from '../../../src/gossip/types.ts';
import { NodeFault } from '../../../src/host/node-fault.ts';
import { GuardedNode } from '../../../src/wire/guarded-node.ts';

const ROUND = { type: 'round' } as const;
const UPDATE: Update = { key: 'rumor', value: 'a', version: 1, writer: 1 };

/** A node that answers everything with the same effects, and notes what it is handed. */
function answering(effects: readonly Effect[]): { node: StoringNode; handed: GossipEvent[] } {
  const handed: GossipEvent[] = [];
  const node: StoringNode = {
    id: 1,
    handle: (event) => (handed.push(event), effects as Effect[]),
    write: () => {},
    read: () => undefined,
    readAll: () => [],
    forget: () => {},
    isHot: () => false,
  };
  return { node, handed };
}

const guarded = (node: StoringNode, room = 100, unfit: string[] = []) =>
  new GuardedNode(node, { sizeOf: (message: Message) => JSON.stringify(message).length, room, onUnfit: (why) => unfit.push(why) });

test('a message whose updates are too many for a datagram travels as several, with each update once and in order', () => {
  const updates = Array.from({ length: 9 }, (_, i) => ({ ...UPDATE, key: `key ${i}` }));
  const answer = guarded(answering([{ type: 'send', to: 2, message: { type: 'push', updates } }]).node, 250).handle(ROUND);
  const sent = answer.map((effect) => (effect.type === 'send' ? effect.message : { type: 'none' }));
  expect(sent.length).toBeGreaterThan(1);
  for (const message of sent) expect(JSON.stringify(message).length).toBeLessThanOrEqual(250);
  expect(sent.flatMap((message) => message.updates ?? [])).toEqual(updates);
});

test('one update that is too large for a datagram stays one message', () => {
  const effect: Effect = { type: 'send', to: 2, message: { type: 'push', updates: [{ ...UPDATE, value: 'v'.repeat(500) }] } };
  expect(guarded(answering([effect]).node).handle(ROUND)).toEqual([effect]);
});

test('what may not come in is told, and the node is handed the rest of the message', () => {
  const { node, handed } = answering([]);
  const unfit: string[] = [];
  const event = (version: number): GossipEvent => ({ type: 'message', from: 2, message: { type: 'push', updates: [{ ...UPDATE, version }] } });
  expect(guarded(node, 100, unfit).handle(event(2 ** 53 - 1))).toEqual([]);
  expect([handed, unfit]).toEqual([[{ type: 'message', from: 2, message: { type: 'push', updates: [] } }], ['update']]);
  handed.length = 0;
  guarded(node).handle(event(3));
  expect(handed).toEqual([event(3)]);
});

test('a message to itself, which a liar can ask for, is not sent, and is nobody\'s fault', () => {
  const others: Effect = { type: 'send', to: 2, message: { type: 'ping' } };
  expect(guarded(answering([{ type: 'send', to: 1, message: { type: 'ping' } }, others]).node).handle(ROUND)).toEqual([others]);
});

test.each([
  ['no list', undefined, 'returned undefined; it must return a list of effects'],
  ['a message to nobody', [{ type: 'send', to: 'all', message: { type: 'push' } }], "returned a message to 'all'"],
])('an answer that makes no sense is blamed on the node: %s', (_what, effects, sentence) => {
  const handle = (): unknown => guarded(answering(effects as unknown as Effect[]).node).handle(ROUND);
  expect(handle).toThrow(NodeFault);
  expect(handle).toThrow(sentence);
});
