/**
 * mistake: rounds up and subtracts one, which is −1 when the randomness is exactly 0
 * tempting: ceil maps (0, 1] to 1 … n, and 0 never seems to come up
 * caught by: returns members of the list, and nothing else
 * says: undefined is what stands before the start of a list, and past its end
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  if (fanout >= others.length) return others;
  const chosen = new Set<NodeId>();
  while (chosen.size < fanout) chosen.add(others[Math.ceil(random.next() * others.length) - 1]!);
  return [...chosen];
};
