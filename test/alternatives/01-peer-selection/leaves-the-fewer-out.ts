/**
 * style: draws those who are left out, where they are fewer than those who are called
 */
import type { NodeId, SelectPeers } from '../../src/gossip/types.ts';

export const selectPeers: SelectPeers = (self, members, fanout, random) => {
  const others = members.filter((member) => member !== self);
  const wanted = Math.min(fanout, others.length);
  const spared = others.length - wanted;
  const drawn = new Set<NodeId>();
  while (drawn.size < Math.min(wanted, spared)) drawn.add(others[random.int(others.length)]!);
  return others.filter((member) => drawn.has(member) === wanted <= spared);
};
