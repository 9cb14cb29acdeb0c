/**
 * style: a shuffle that notes only the places it moved; the further task too
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const last = members.length - 1;
  // A list one shorter: where `self` stands, the last member stands in.
  const at = (place: number): NodeId => (members[place] === self ? members[last]! : members[place]!);
  const moved = new Map<number, NodeId>();
  const result: NodeId[] = [];
  for (let i = 0; i < Math.min(fanout, last); i++) {
    const j = i + random.int(last - i);
    result.push(moved.get(j) ?? at(j));
    moved.set(j, moved.get(i) ?? at(i));
  }
  return result;
};
