/**
 * mistake: returns the whole list, `self` included, when the fanout covers the group
 * tempting: "all of them" sounds like all the members
 * caught by: returns all others when the fanout is as large as the group, or larger
 * says: the three others
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  if (fanout >= members.length - 1) return [...members];
  const chosen = new Set<NodeId>();
  while (chosen.size < fanout) {
    const peer = members[random.int(members.length)]!;
    if (peer !== self) chosen.add(peer);
  }
  return [...chosen];
};
