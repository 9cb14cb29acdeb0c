/**
 * mistake: fills and returns the same array in every call
 * tempting: a buffer that is kept saves an allocation
 * caught by: returns a new list each time
 * says: turned that list into
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

const chosen: NodeId[] = [];

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  chosen.length = 0;
  while (chosen.length < fanout && others.length > 0) {
    chosen.push(...others.splice(random.int(others.length), 1));
  }
  return chosen;
};
