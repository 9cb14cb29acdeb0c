import type { Effect, GossipEvent, GossipNode, Message } from '../../gossip/types.ts';

/** The same node, with somebody in between who hears each event and answers in its place. What is no node is left for the simulation to refuse. */
export function withHandle(node: GossipNode<Message>, handle: (event: GossipEvent<Message>) => Effect<Message>[]): GossipNode<Message> {
  if (typeof node?.handle !== 'function') return node;
  return {
    id: node.id,
    handle,
    write: (update) => node.write(update),
    read: (key) => node.read(key),
    isHot: (key) => node.isHot(key),
    get idle() {
      return node.idle === true;
    },
  };
}
