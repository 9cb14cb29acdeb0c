/**
 * style: rejection: draw from the list until there are enough, with logging; the further task too
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const enough = Math.min(fanout, members.length - 1);
  const picked = new Set<NodeId>();
  let draws = 0;
  while (picked.size < enough) {
    draws++;
    const candidate = members[Math.floor(random.next() * members.length)]!;
    if (candidate !== self) picked.add(candidate);
  }
  if (draws > 1000) console.log(`node ${self} drew ${draws} times`);
  return Array.from(picked);
};
