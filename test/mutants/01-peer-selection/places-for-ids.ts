/**
 * mistake: returns places in the list instead of the ids that stand there
 * tempting: where the members are 0 … n−1 the two are the same
 * caught by: returns members of the list, and nothing else
 * says: not to the places where they stand
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const places = [...members.keys()].filter((place) => members[place] !== self);
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && places.length > 0) {
    chosen.push(...places.splice(random.int(places.length), 1));
  }
  return chosen;
};
