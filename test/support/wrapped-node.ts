import type { Effect, GossipEvent, GossipNode, Message, NodeId, Update } from '../../src/gossip/types.ts';

/**
 * A node that passes everything on to another one, for tests that look at what it answers. A class,
 * and not an object with functions of its own: a run has a thousand of them.
 */
export abstract class WrappedNode<M extends Message> implements GossipNode<M> {
  readonly id: NodeId;
  protected readonly node: GossipNode<M>;

  constructor(node: GossipNode<M>) {
    this.id = node.id;
    this.node = node;
  }

  abstract handle(event: GossipEvent<M>): Effect<M>[];

  write(update: Update): void {
    this.node.write(update);
  }

  read(key: string): Update | undefined {
    return this.node.read(key);
  }

  isHot(key: string): boolean {
    return this.node.isHot(key);
  }

  get idle(): boolean {
    return this.node.idle === true;
  }
}
