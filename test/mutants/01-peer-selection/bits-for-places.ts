/**
 * mistake: notes who was drawn as bits of one number, which has 32 of them
 * tempting: a set of small numbers that costs nothing
 * caught by: keeps no two peers of a large group apart
 * says: 32, 64, 96, 128 apart 0 times
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  if (fanout >= members.length - 1) return members.filter((member) => member !== self);
  let taken = 0;
  const chosen: NodeId[] = [];
  while (chosen.length < fanout) {
    const at = random.int(members.length);
    if (members[at] === self || (taken & (1 << at)) !== 0) continue;
    taken |= 1 << at;
    chosen.push(members[at]!);
  }
  return chosen;
};
