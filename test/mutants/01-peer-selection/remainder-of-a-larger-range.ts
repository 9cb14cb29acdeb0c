/**
 * mistake: draws from the whole list and takes the remainder
 * tempting: % brings any number into the range
 * caught by: favours nobody: every peer is equally likely
 * says: chose peer 0
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  const count = Math.min(fanout, others.length);
  const chosen = new Set<NodeId>();
  while (chosen.size < count) chosen.add(others[random.int(members.length) % others.length]!);
  return [...chosen];
};
