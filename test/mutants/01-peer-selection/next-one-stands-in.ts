/**
 * mistake: takes the next member where it drew `self`
 * tempting: there is always a next one
 * caught by: favours nobody: every peer is equally likely
 * says: chose peer 5
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const count = Math.min(fanout, members.length - 1);
  const chosen = new Set<NodeId>();
  while (chosen.size < count) {
    const place = random.int(members.length);
    const drawn = members[place]!;
    chosen.add(drawn === self ? members[(place + 1) % members.length]! : drawn);
  }
  return [...chosen];
};
