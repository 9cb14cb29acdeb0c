/**
 * style: 32 bits a draw, of which the remainder is taken; the last slip takes the place of the one drawn
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const hat = Array.from(members);
  const take = (at: number): NodeId => {
    const slip = hat[at]!;
    const last = hat.pop()!;
    if (at < hat.length) hat[at] = last;
    return slip;
  };
  take(hat.indexOf(self));
  const chosen: NodeId[] = [];
  for (let i = 0; i < fanout && hat.length > 0; i++) {
    chosen.push(take(Math.floor(random.next() * 2 ** 32) % hat.length));
  }
  return chosen;
};
