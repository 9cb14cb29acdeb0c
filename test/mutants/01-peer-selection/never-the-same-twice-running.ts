/**
 * mistake: leaves out whom it chose last, whoever asked
 * tempting: to call somebody else this time looks like more variety
 * caught by: may choose the same peer twice running: each call is a draw of its own
 * says: never the same peer twice running
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

let last: NodeId | undefined;

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  const hat = fanout === 1 && others.length > 2 ? others.filter((member) => member !== last) : others;
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && hat.length > 0) {
    chosen.push(...hat.splice(random.int(hat.length), 1));
  }
  last = chosen[0];
  return chosen;
};
