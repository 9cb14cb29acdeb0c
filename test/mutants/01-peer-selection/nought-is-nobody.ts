/**
 * mistake: takes the id 0 for nobody, and draws again
 * tempting: `!peer` reads like “there is no peer”
 * caught by: leaves nobody out
 * says: 0 is an id like any other
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const slips: (NodeId | undefined)[] = members.filter((member) => member !== self);
  const count = Math.min(fanout, slips.length);
  const chosen: NodeId[] = [];
  for (let tries = 0; tries < 1000 && chosen.length < count; tries++) {
    const at = random.int(slips.length);
    const peer = slips[at];
    if (!peer) continue;
    slips[at] = undefined;
    chosen.push(peer);
  }
  return chosen;
};
