/**
 * Step 01: whom to call.
 *
 * `members` lists everybody once, `self` included. Return `fanout` of the others, or all of them
 * when there are fewer: no one twice, never `self`, and every choice equally likely.
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  // --- your code starts here: choose the peers to call ---
  throw new Error('TODO step 01: choose the peers to call');
  // --- your code ends here ---
};

/** The list without `self`, without building it: where `self` stands, the last member stands in. */
function otherAt(index: number, self: NodeId, members: readonly NodeId[]): NodeId {
  const member = members[index]!;
  return member === self ? members[members.length - 1]! : member;
}
