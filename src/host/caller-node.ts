import type { GossipNode, NodeSetup, SelectPeers } from '../gossip/types.ts';

type Call = { readonly type: 'call' };

/** Step 01 has no node yet. This one calls whom `selectPeers` chooses, and says nothing. */
export function callerNode(selectPeers: SelectPeers): (setup: NodeSetup) => GossipNode<Call> {
  return ({ id, members, fanout, random }) => ({
    id,
    handle(event) {
      if (event.type !== 'round') return [];
      const peers: unknown = selectPeers(id, members, fanout, random);
      if (!Array.isArray(peers)) return peers as [];
      return peers.map((to) => ({ type: 'send', to, message: { type: 'call' } }));
    },
    write() {},
    read: () => undefined,
    isHot: () => false,
  });
}
