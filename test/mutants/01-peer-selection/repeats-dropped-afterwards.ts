/**
 * mistake: draws `fanout` times and lets a Set drop the repeats
 * tempting: a Set makes them distinct in one word
 * caught by: returns as many peers as the fanout asks for
 * says: 2 of the nine others, not 1
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  if (fanout >= others.length) return others;
  const chosen = new Set<NodeId>();
  for (let i = 0; i < fanout; i++) chosen.add(others[random.int(others.length)]!);
  return [...chosen];
};
