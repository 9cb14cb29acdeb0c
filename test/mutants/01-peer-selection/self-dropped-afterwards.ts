/**
 * mistake: chooses among everybody and drops `self` from the choice
 * tempting: one filter at the end looks tidy
 * caught by: returns as many peers as the fanout asks for
 * says: 8 of the nine others, not 7
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const rest = [...members];
  for (let i = 0; i < Math.min(fanout, rest.length); i++) {
    const j = i + random.int(rest.length - i);
    [rest[i], rest[j]] = [rest[j]!, rest[i]!];
  }
  return rest.slice(0, fanout).filter((peer) => peer !== self);
};
