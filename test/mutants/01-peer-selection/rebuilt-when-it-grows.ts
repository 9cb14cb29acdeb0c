/**
 * mistake: builds the list of the others anew only when there are more or fewer
 * tempting: a group that is as large as before looks like the group of before
 * caught by: remembers nothing of a list that was another one
 * says: all the others, as they are in this call
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

const kept = new Map<NodeId, { size: number; others: NodeId[] }>();

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  let entry = kept.get(self);
  if (entry?.size !== members.length) {
    entry = { size: members.length, others: members.filter((member) => member !== self) };
    kept.set(self, entry);
  }
  const { others } = entry;
  const hat = [...others];
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && hat.length > 0) {
    chosen.push(...hat.splice(random.int(hat.length), 1));
  }
  return chosen;
};
