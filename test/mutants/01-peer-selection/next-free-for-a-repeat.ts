/**
 * mistake: takes the next free peer where it drew one that was taken
 * tempting: no second draw is needed, and no loop can hang
 * caught by: favours no pair: any two peers are equally likely to be chosen together
 * says: of the 15 pairs
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  const count = Math.min(fanout, others.length);
  const chosen = new Set<NodeId>();
  for (let i = 0; i < count; i++) {
    let place = random.int(others.length);
    while (chosen.has(others[place]!)) place = (place + 1) % others.length;
    chosen.add(others[place]!);
  }
  return [...chosen];
};
