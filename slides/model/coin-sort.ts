import type { NodeId, Random, SelectPeers } from '../../src/gossip/types.ts';

/**
 * The shuffle that is found in real gossip code, `others.sort(() => random.next() - 0.5)`. It has favourites.
 *
 * The sort is written out, for what Array.sort makes of comparisons that contradict each other is the
 * engine's own affair, and changes while the page runs. This one sorts short lists as V8 does: each
 * element goes where a search by halves finds its place.
 */
export const sortedByCoin: SelectPeers = (self, members, fanout, random) => {
  const sorted: NodeId[] = [];
  for (const member of members) {
    if (member !== self) sorted.splice(placeByCoin(sorted.length, random), 0, member);
  }
  return sorted.slice(0, fanout);
};

/** Asks at each half whether the new one comes before, and tosses a coin for the answer. */
function placeByCoin(length: number, random: Random): number {
  let [from, to] = [0, length];
  while (from < to) {
    const middle = from + ((to - from) >> 1);
    if (random.next() - 0.5 < 0) to = middle;
    else from = middle + 1;
  }
  return from;
}
