/**
 * style: walks through a set that shrinks, and answers with the largest id first
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const hat = new Set<NodeId>(members);
  hat.delete(self);
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && hat.size > 0) {
    let left = random.int(hat.size);
    for (const slip of hat) {
      if (left-- > 0) continue;
      chosen.push(slip);
      hat.delete(slip);
      break;
    }
  }
  return chosen.sort((a, b) => b - a);
};
