/**
 * mistake: empties its memory after 100 rounds
 * tempting: a memory that only grows is a leak
 * caught by: tells it again in every round
 * says: in round 101
 */
import type { Effect, GossipEvent, GossipNode, Merge, NodeId, NodeSetup, Update } from '../../src/gossip/types.ts';
import { selectPeers } from '../01-peer-selection/select-peers.ts';

export type Push = { readonly type: 'push'; readonly updates: readonly Update[] };

/** Tells `updates` to `setup.fanout` peers: one message each, with copies that are its own. */
export function push(setup: NodeSetup, updates: readonly Update[]): Effect<Push>[] {
  if (updates.length === 0) return [];
  const peers = selectPeers(setup.id, setup.members, setup.fanout, setup.random);
  return peers.map((to) => ({ type: 'send', to, message: { type: 'push', updates: updates.map((update) => ({ ...update })) } }));
}

class PushNode implements GossipNode<Push> {
  readonly id: NodeId;
  private readonly setup: NodeSetup;
  private readonly merge: Merge;
  private readonly known = new Map<string, Update>();
  private rounds = 0;

  constructor(setup: NodeSetup, merge: Merge) {
    this.id = setup.id;
    this.setup = setup;
    this.merge = merge;
  }

  handle(event: GossipEvent<Push>): Effect<Push>[] {
    switch (event.type) {
      case 'round':
        if (++this.rounds > 100) this.known.clear();
        return push(this.setup, [...this.known.values()]);
      case 'message':
        this.merge(this.known, event.message.updates);
        return [];
      case 'timer':
        return [];
    }
  }

  write(update: Update): void {
    this.merge(this.known, [update]);
  }

  read(key: string): Update | undefined {
    return this.known.get(key);
  }

  isHot(key: string): boolean {
    return this.known.has(key);
  }

  get idle(): boolean {
    return this.known.size === 0;
  }
}

/** Believes whatever it hears first. Step 03 shows why that is not enough, and puts yours in its place. */
export const firstHeard: Merge = (known, incoming) => {
  const news = incoming.filter((update) => !known.has(update.key));
  for (const update of news) known.set(update.key, update);
  return news;
};

export function createNode(setup: NodeSetup, merge: Merge = firstHeard): GossipNode<Push> {
  return new PushNode(setup, merge);
}
