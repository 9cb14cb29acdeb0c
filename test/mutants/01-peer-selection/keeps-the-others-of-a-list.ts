/**
 * mistake: keeps the others of each list, for whoever hands that list over
 * tempting: a WeakMap forgets by itself what nobody needs any more
 * caught by: remembers nothing of a list that was another one
 * says: after a call for 70
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

const othersOf = new WeakMap<readonly NodeId[], NodeId[]>();

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = othersOf.get(members) ?? members.filter((member) => member !== self);
  othersOf.set(members, others);
  const hat = [...others];
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && hat.length > 0) {
    chosen.push(...hat.splice(random.int(hat.length), 1));
  }
  return chosen;
};
