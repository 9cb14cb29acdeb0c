/**
 * mistake: draws each peer without looking at the ones before
 * tempting: in a large group a repeat is rare
 * caught by: never returns anybody twice, even when the randomness repeats itself
 * says: different peers
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  if (fanout >= others.length) return others;
  return Array.from({ length: fanout }, () => others[random.int(others.length)]!);
};
