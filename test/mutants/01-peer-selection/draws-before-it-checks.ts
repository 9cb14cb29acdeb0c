/**
 * mistake: draws once before it checks whether anybody is there
 * tempting: a do … while saves the first comparison
 * caught by: returns nobody when there is nobody else
 * says: [undefined]
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  const chosen: NodeId[] = [];
  do {
    const peer = others[random.int(others.length)]!;
    if (!chosen.includes(peer)) chosen.push(peer);
  } while (chosen.length < Math.min(fanout, others.length));
  return chosen;
};
