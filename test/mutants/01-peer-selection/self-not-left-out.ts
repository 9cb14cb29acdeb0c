/**
 * mistake: the caller is one of the candidates
 * tempting: the list holds everybody, and the test run seldom shows a node that calls itself
 * caught by: never returns the caller itself
 * says: others only, not
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (_self, members, fanout, random) => {
  const rest = [...members];
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && chosen.length < members.length - 1) {
    chosen.push(...rest.splice(random.int(rest.length), 1));
  }
  return chosen;
};
