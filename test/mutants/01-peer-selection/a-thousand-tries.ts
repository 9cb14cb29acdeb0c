/**
 * mistake: draws again until it has enough, a thousand times at most
 * tempting: a loop with a limit always ends
 * caught by: finds as many as the fanout asks for in a large group
 * says: peers
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  if (fanout >= others.length) return others;
  const chosen = new Set<NodeId>();
  for (let tries = 0; tries < 1000 && chosen.size < fanout; tries++) {
    chosen.add(others[random.int(others.length)]!);
  }
  return [...chosen];
};
