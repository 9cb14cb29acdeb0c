/**
 * style: recursion: draws one, and the rest of them from a group without that one
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  if (fanout <= 0 || members.length <= 1) return [];
  let at = random.int(members.length - 1);
  if (at >= members.indexOf(self)) at++;
  const peer = members[at]!;
  const rest = members.filter((member) => member !== peer);
  return [peer, ...selectPeers(self, rest, fanout - 1, random)];
};
