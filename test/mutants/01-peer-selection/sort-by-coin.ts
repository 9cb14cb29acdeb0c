/**
 * mistake: shuffles by sorting with a comparison that tosses a coin
 * tempting: the one-liner that every search finds
 * caught by: favours nobody: every peer is equally likely
 * says: about 3333 times
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) =>
  members
    .filter((member) => member !== self)
    .sort(() => random.next() - 0.5)
    .slice(0, fanout);
