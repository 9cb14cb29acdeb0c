/**
 * mistake: takes `self` out of the very list it was given
 * tempting: splice removes an entry without a copy
 * caught by: leaves the list of members as it was
 * says: turned members from
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const rest = members as NodeId[];
  rest.splice(rest.indexOf(self), 1);
  const places = [...rest.keys()];
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && places.length > 0) {
    chosen.push(rest[places.splice(random.int(places.length), 1)[0]!]!);
  }
  return chosen;
};
