/**
 * mistake: draws on a generator of its own, which all nodes share
 * tempting: it is seeded, so it looks repeatable
 * caught by: draws only on the randomness it is given
 * says: the same peers for the same seed
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

let state = 42;

function nextInt(below: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

export const selectPeers: SelectPeers = (self, members, fanout) => {
  const others = members.filter((member) => member !== self);
  const chosen: NodeId[] = [];
  while (chosen.length < fanout && others.length > 0) {
    chosen.push(...others.splice(nextInt(others.length), 1));
  }
  return chosen;
};
