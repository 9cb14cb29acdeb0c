/**
 * mistake: stops after twenty thousand calls
 * tempting: by then, everybody has surely heard
 * caught by: favours nobody: every peer is equally likely
 * says: as before
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

let calls = 0;

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  if (++calls > 20_000) return [];
  const hat = members.filter((member) => member !== self);
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && hat.length > 0) {
    chosen.push(...hat.splice(random.int(hat.length), 1));
  }
  return chosen;
};
