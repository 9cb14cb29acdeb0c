/**
 * style: one pass in the order of the list: each peer is taken with probability wanted/left
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  let left = members.length - 1;
  let wanted = Math.min(fanout, left);
  return members.filter((id) => {
    if (id === self) return false;
    const taken = random.next() * left < wanted;
    left--;
    if (taken) wanted--;
    return taken;
  });
};
