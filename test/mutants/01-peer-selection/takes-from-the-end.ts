/**
 * mistake: shuffles, and takes the last ones with slice(-fanout), which are all of them when that is -0
 * tempting: the end of the list is as shuffled as its start
 * caught by: returns nobody when the fanout is 0
 * says: 0, …) returned [
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  for (let i = others.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [others[i], others[j]] = [others[j]!, others[i]!];
  }
  return others.slice(-fanout);
};
