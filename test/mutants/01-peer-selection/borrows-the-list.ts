/**
 * mistake: shuffles the given list in place and sorts it back
 * tempting: the list is as it was in the end
 * caught by: leaves the list of members as it was
 * says: and put it back
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const list = members as NodeId[];
  const before = [...list];
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  const chosen = list.filter((member) => member !== self).slice(0, fanout);
  before.forEach((member, place) => (list[place] = member));
  return chosen;
};
