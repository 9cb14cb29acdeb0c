/**
 * mistake: keeps the members as the keys of an object, which are texts
 * tempting: an object is the set that everybody knows
 * caught by: returns members of the list, and nothing else
 * says: the text '10' is nobody’s
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const there: Record<string, boolean> = {};
  for (const member of members) if (member !== self) there[member] = true;
  const hat: unknown[] = Object.keys(there);
  const chosen: unknown[] = [];
  while (chosen.length < fanout && hat.length > 0) {
    chosen.push(...hat.splice(random.int(hat.length), 1));
  }
  return chosen as NodeId[];
};
