/**
 * mistake: looks at the first hundred others only
 * tempting: a sample of a hundred is large enough for three calls
 * caught by: favours nobody in a large group either
 * says: as node 0 of 150
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const hat = members.filter((member) => member !== self).slice(0, Math.max(fanout, 100));
  const count = Math.min(fanout, hat.length);
  const chosen: NodeId[] = [];
  while (chosen.length < count) {
    chosen.push(...hat.splice(random.int(hat.length), 1));
  }
  return chosen;
};
