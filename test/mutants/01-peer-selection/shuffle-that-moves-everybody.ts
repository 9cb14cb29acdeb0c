/**
 * mistake: shuffles with a range one too short, so nobody stays in place
 * tempting: the right range and the wrong one differ by one character
 * caught by: leaves nobody out
 * says: never returned
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  for (let i = others.length - 1; i > 0; i--) {
    const j = random.int(i);
    [others[i], others[j]] = [others[j]!, others[i]!];
  }
  return others.slice(0, fanout);
};
