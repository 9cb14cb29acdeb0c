/**
 * mistake: draws below length − 1, so the last one is never chosen
 * tempting: the last index is length − 1
 * caught by: leaves nobody out
 * says: never returned
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  if (fanout >= others.length) return others;
  const chosen = new Set<NodeId>();
  while (chosen.size < fanout) {
    const drawn = random.int(others.length - 1);
    chosen.add(others[chosen.has(others[drawn]!) ? others.length - 1 : drawn]!);
  }
  return [...chosen];
};
