/**
 * mistake: rounds to the nearest place, which can be one past the end
 * tempting: Math.round is the first thing that comes to mind for whole numbers
 * caught by: returns members of the list, and nothing else
 * says: undefined is what stands before the start of a list, and past its end
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  if (fanout >= others.length) return others;
  const chosen = new Set<NodeId>();
  while (chosen.size < fanout) chosen.add(others[Math.round(random.next() * others.length)]!);
  return [...chosen];
};
