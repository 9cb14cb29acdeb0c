/**
 * mistake: keeps the list of others from the first call of each node
 * tempting: filtering the same list every round looks wasteful
 * caught by: looks at the list anew each time
 * says: who has left must not be called
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

const othersOf = new Map<NodeId, readonly NodeId[]>();

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = othersOf.get(self) ?? members.filter((member) => member !== self);
  othersOf.set(self, others);
  const rest = [...others];
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && rest.length > 0) {
    chosen.push(...rest.splice(random.int(rest.length), 1));
  }
  return chosen;
};
