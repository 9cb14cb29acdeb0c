/**
 * mistake: draws one of a hundred places, and stretches the list over them
 * tempting: a percentage is how one thinks of a share
 * caught by: favours nobody in a large group either
 * says: each of the 149 about 40 times
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const hat = members.filter((member) => member !== self);
  const count = Math.min(fanout, hat.length);
  const chosen: NodeId[] = [];
  while (chosen.length < count) {
    chosen.push(...hat.splice(Math.floor((random.int(100) * hat.length) / 100), 1));
  }
  return chosen;
};
