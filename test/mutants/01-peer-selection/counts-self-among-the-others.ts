/**
 * mistake: takes min(fanout, members.length) peers from a list that is one shorter
 * tempting: the limit is there, and the list it limits was filtered a line above
 * caught by: returns all others when the fanout is as large as the group, or larger
 * says: undefined
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  const count = Math.min(fanout, members.length);
  for (let i = 0; i < count; i++) {
    const j = i + random.int(others.length - i);
    [others[i], others[j]] = [others[j]!, others[i]!];
  }
  return others.slice(0, count);
};
