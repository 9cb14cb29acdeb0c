/**
 * mistake: shuffles by swapping each place with any place, not with one that is still open
 * tempting: it looks more random than the right range
 * caught by: favours nobody: every peer is equally likely
 * says: about 3333 times
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  for (let i = 0; i < others.length; i++) {
    const j = random.int(others.length);
    [others[i], others[j]] = [others[j]!, others[i]!];
  }
  return others.slice(0, fanout);
};
