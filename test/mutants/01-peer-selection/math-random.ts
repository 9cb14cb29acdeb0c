/**
 * mistake: draws on Math.random
 * tempting: it is what one always uses
 * caught by: returns as many peers as the fanout asks for
 * says: Math.random is unseeded
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout) => {
  const others = members.filter((member) => member !== self);
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && others.length > 0) {
    chosen.push(...others.splice(Math.floor(Math.random() * others.length), 1));
  }
  return chosen;
};
