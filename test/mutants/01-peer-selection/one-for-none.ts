/**
 * mistake: takes a fanout of 0 for one that was left out
 * tempting: `fanout || 1` is how a default is written
 * caught by: returns nobody when the fanout is 0
 * says: an empty list
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const hat = members.filter((member) => member !== self);
  const count = Math.min(fanout || 1, hat.length);
  const chosen: NodeId[] = [];
  while (chosen.length < count) {
    chosen.push(...hat.splice(random.int(hat.length), 1));
  }
  return chosen;
};
