/**
 * mistake: starts at a place that follows from `self`, without any randomness
 * tempting: everybody gets the same number of calls, and nothing is left to chance
 * caught by: draws only on the randomness it is given
 * says: other peers for another seed
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout) => {
  const place = members.indexOf(self);
  const count = Math.min(fanout, members.length - 1);
  return Array.from({ length: count }, (_, i) => members[(place + 1 + i) % members.length]!);
};
