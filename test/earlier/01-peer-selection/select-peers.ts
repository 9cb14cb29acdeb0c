/**
 * Step 01: whom to call.
 *
 * `members` lists everybody once, `self` included. Return `fanout` of the others, or all of them
 * when there are fewer: no one twice, never `self`, and every choice equally likely.
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  // --- your code starts here: choose the peers to call ---
  const others = members.length - 1;
  const count = Math.min(fanout, others);
  const chosen: NodeId[] = [];
  // Floyd's sampling: the range grows by one a pass, and a draw that was taken yields to the newcomer.
  for (let last = others - count; last < others; last++) {
    const drawn = otherAt(random.int(last + 1), self, members);
    chosen.push(chosen.includes(drawn) ? otherAt(last, self, members) : drawn);
  }
  return chosen;
  // --- your code ends here ---
};

/** The list without `self`, without building it: where `self` stands, the last member stands in. */
function otherAt(index: number, self: NodeId, members: readonly NodeId[]): NodeId {
  const member = members[index]!;
  return member === self ? members[members.length - 1]! : member;
}
