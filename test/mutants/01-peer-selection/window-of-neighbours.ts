/**
 * mistake: draws a start and takes the members that follow
 * tempting: one draw instead of many, and every peer has the same chance
 * caught by: favours no pair: any two peers are equally likely to be chosen together
 * says: 1,3 0 times
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  const count = Math.min(fanout, others.length);
  const start = random.int(others.length);
  return Array.from({ length: count }, (_, i) => others[(start + i) % others.length]!);
};
