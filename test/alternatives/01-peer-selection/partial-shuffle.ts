/**
 * style: Fisher and Yates on a copy, stopped after `fanout` swaps
 */
import type { SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const pool = members.filter((id) => id !== self);
  const wanted = Math.min(fanout, pool.length);
  for (let i = 0; i < wanted; i++) {
    const j = i + random.int(pool.length - i);
    const swapped = pool[i]!;
    pool[i] = pool[j]!;
    pool[j] = swapped;
  }
  return pool.slice(0, wanted);
};
