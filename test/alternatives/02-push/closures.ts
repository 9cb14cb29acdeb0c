/**
 * style: functions and closures, no class; one function for each kind of event
 */
import type { Effect, GossipEvent, GossipNode, Merge, NodeSetup, Update } from '../../src/gossip/types.ts';
import { selectPeers } from '../01-peer-selection/select-peers.ts';

export type Push = { readonly type: 'push'; readonly updates: readonly Update[] };

const copyOf = ({ key, value, version, writer }: Update): Update => ({ writer, version, value, key });

const messageTo = (to: number, updates: readonly Update[]): Effect<Push> => ({
  type: 'send',
  to,
  message: { type: 'push', updates: updates.map(copyOf) },
});

export const push = (setup: NodeSetup, updates: readonly Update[]): Effect<Push>[] =>
  updates.length === 0
    ? []
    : selectPeers(setup.id, setup.members, setup.fanout, setup.random).map((to) => messageTo(to, updates));

export const firstHeard: Merge = (known, incoming) => {
  const news = incoming.filter((update) => !known.has(update.key));
  for (const update of news) known.set(update.key, update);
  return news;
};

export function createNode(setup: NodeSetup, merge: Merge = firstHeard): GossipNode<Push> {
  const known = new Map<string, Update>();
  const onEvent: Record<GossipEvent<Push>['type'], (event: GossipEvent<Push>) => Effect<Push>[]> = {
    round: () => push(setup, [...known.values()]),
    message: (event) => {
      if (event.type === 'message') merge(known, event.message.updates.map(copyOf));
      return [];
    },
    timer: () => [],
  };
  return {
    id: setup.id,
    handle: (event) => onEvent[event.type](event),
    write: (update) => void merge(known, [copyOf(update)]),
    read: (key) => known.get(key),
    isHot: (key) => known.has(key),
  };
}
