/**
 * style: loops and if, with logging
 */
import type { Effect, GossipEvent, GossipNode, Merge, NodeId, NodeSetup, Update } from '../../src/gossip/types.ts';
import { selectPeers } from '../01-peer-selection/select-peers.ts';

export type Push = { readonly type: 'push'; readonly updates: readonly Update[] };

/** Tells `updates` to `setup.fanout` peers: one message each, with copies that are its own. */
export function push(setup: NodeSetup, updates: readonly Update[]): Effect<Push>[] {
  const effects: Effect<Push>[] = [];
  if (updates.length > 0) {
    for (const peer of selectPeers(setup.id, setup.members, setup.fanout, setup.random)) {
      const copies: Update[] = [];
      for (const update of updates) copies.push(Object.assign({}, update));
      effects.push({ type: 'send', to: peer, message: { type: 'push', updates: copies } });
    }
    if (effects.length === 0) console.log(`node ${setup.id} has nobody to call`);
  }
  return effects;
}

class PushNode implements GossipNode<Push> {
  readonly id: NodeId;
  private readonly setup: NodeSetup;
  private readonly merge: Merge;
  private readonly known = new Map<string, Update>();

  constructor(setup: NodeSetup, merge: Merge) {
    this.id = setup.id;
    this.setup = setup;
    this.merge = merge;
  }

  handle(event: GossipEvent<Push>): Effect<Push>[] {
    if (event.type === 'timer') return [];
    if (event.type === 'message') {
      const { updates } = event.message;
      if (updates.length > 0) this.merge(this.known, updates);
      return [];
    }
    const all: Update[] = [];
    this.known.forEach((update) => all.push(update));
    return push(this.setup, all);
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
