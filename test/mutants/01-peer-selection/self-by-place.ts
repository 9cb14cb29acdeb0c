/**
 * mistake: leaves out the place `self` of the list instead of the id `self`
 * tempting: in the simulator node 3 stands at place 3
 * caught by: never returns the caller itself
 * says: others only, not
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const rest = members.filter((_member, place) => place !== self);
  const count = Math.min(fanout, members.length - 1);
  const chosen: NodeId[] = [];
  while (chosen.length < count) chosen.push(...rest.splice(random.int(rest.length), 1));
  return chosen;
};
