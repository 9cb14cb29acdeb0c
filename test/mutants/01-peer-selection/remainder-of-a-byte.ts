/**
 * mistake: draws a byte, and takes the remainder
 * tempting: even enough with ten members, where nobody sees the difference
 * caught by: favours nobody in a large group either
 * says: as node 0 of 150
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const hat = members.filter((member) => member !== self);
  const count = Math.min(fanout, hat.length);
  const chosen: NodeId[] = [];
  while (chosen.length < count) {
    chosen.push(...hat.splice(random.int(256) % hat.length, 1));
  }
  return chosen;
};
