/**
 * mistake: draws again after a repeat, but only once
 * tempting: two repeats in a row hardly ever happen
 * caught by: never returns anybody twice, even when the randomness repeats itself
 * says: different peers
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  if (fanout >= others.length) return others;
  const chosen: NodeId[] = [];
  for (let i = 0; i < fanout; i++) {
    let peer = others[random.int(others.length)]!;
    if (chosen.includes(peer)) peer = others[random.int(others.length)]!;
    chosen.push(peer);
  }
  return chosen;
};
