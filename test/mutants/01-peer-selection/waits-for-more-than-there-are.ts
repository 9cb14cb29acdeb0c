/**
 * mistake: draws until it has `fanout` different peers, also when there are fewer
 * tempting: the loop reads like the task
 * caught by: returns all others when the fanout is as large as the group, or larger
 * says: did not come back
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const chosen = new Set<NodeId>();
  while (chosen.size < fanout && members.length > 1) {
    const peer = members[random.int(members.length)]!;
    if (peer !== self) chosen.add(peer);
  }
  return [...chosen];
};
