/**
 * mistake: stops drawing after three tries a peer
 * tempting: a limit keeps the loop from running for ever
 * caught by: returns as many peers as the fanout asks for
 * says: 2 of the nine others, not 1
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  if (fanout >= others.length) return others;
  const chosen: NodeId[] = [];
  for (let tries = 0; chosen.length < fanout && tries < 3 * fanout; tries++) {
    const peer = others[random.int(others.length)]!;
    if (!chosen.includes(peer)) chosen.push(peer);
  }
  return chosen;
};
