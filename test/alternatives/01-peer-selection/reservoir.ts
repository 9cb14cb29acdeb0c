/**
 * style: one pass with a reservoir: a newcomer replaces somebody with the right probability
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const reservoir: NodeId[] = [];
  let seen = 0;
  for (const id of members) {
    if (id === self) continue;
    seen++;
    if (reservoir.length < fanout) {
      reservoir.push(id);
    } else {
      const slot = random.int(seen);
      if (slot < fanout) reservoir[slot] = id;
    }
  }
  return reservoir;
};
