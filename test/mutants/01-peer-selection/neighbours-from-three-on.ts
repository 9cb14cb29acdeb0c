/**
 * mistake: draws one or two fairly, and for a larger fanout a place in the list, and those who follow it
 * tempting: one draw instead of many, where there are many
 * caught by: favours no pair: any two peers are equally likely to be chosen together
 * says: calls with fanout 3
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const hat = members.filter((member) => member !== self);
  const count = Math.min(fanout, hat.length);
  const chosen: NodeId[] = [];
  if (count > 2) {
    const start = random.int(hat.length);
    while (chosen.length < count) chosen.push(hat[(start + chosen.length) % hat.length]!);
    return chosen;
  }
  while (chosen.length < count) {
    chosen.push(...hat.splice(random.int(hat.length), 1));
  }
  return chosen;
};
