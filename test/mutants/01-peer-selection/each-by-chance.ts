/**
 * mistake: takes each peer with probability fanout/others, so the number varies
 * tempting: on average it calls the right number of peers
 * caught by: returns as many peers as the fanout asks for
 * says: the fanout is a budget
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  return others.filter(() => random.next() < fanout / others.length);
};
