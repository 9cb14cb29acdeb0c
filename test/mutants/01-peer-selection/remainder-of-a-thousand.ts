/**
 * mistake: draws one of a thousand, and takes the remainder
 * tempting: a thousand is more than any group in the lesson
 * caught by: leaves no part of a large group out
 * says: returned nobody from
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const hat = members.filter((member) => member !== self);
  const count = Math.min(fanout, hat.length);
  const chosen: NodeId[] = [];
  while (chosen.length < count) {
    chosen.push(...hat.splice(random.int(1000) % hat.length, 1));
  }
  return chosen;
};
