import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

/** The shuffle that is found in real gossip code: a comparator that tosses a coin. It has favourites. */
export const sortedByCoin: SelectPeers = (self, members, fanout, random) => {
  const others: NodeId[] = members.filter((member) => member !== self);
  return others.sort(() => random.next() - 0.5).slice(0, fanout);
};
