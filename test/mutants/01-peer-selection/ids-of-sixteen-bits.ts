/**
 * mistake: copies the members into a typed array, which cuts large ids short
 * tempting: a typed array is the fast copy
 * caught by: takes any number for an id, however large
 * says: 2147483653
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const hat = [...Uint16Array.from(members)].filter((member) => member !== self);
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && hat.length > 0) {
    chosen.push(...hat.splice(random.int(hat.length), 1));
  }
  return chosen;
};
