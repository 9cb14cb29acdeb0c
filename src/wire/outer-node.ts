import type { Belief, Effect, GossipEvent, Message, NodeId, StoringNode, Update } from '../gossip/types.ts';

/** A node around another one, which is asked for all that is only looked at. What happens, and what is written, is up to the outer one. */
export abstract class OuterNode<M extends Message> implements StoringNode<M> {
  readonly id: NodeId;
  protected readonly inner: StoringNode<M>;

  constructor(inner: StoringNode<M>) {
    this.id = inner.id;
    this.inner = inner;
  }

  abstract handle(event: GossipEvent<M>): Effect<M>[];
  abstract write(update: Update): void;

  read(key: string): Update | undefined {
    return this.inner.read(key);
  }

  readAll(): Update[] {
    return this.inner.readAll();
  }

  forget(key: string): void {
    this.inner.forget(key);
  }

  isHot(key: string): boolean {
    return this.inner.isHot(key);
  }

  get beliefs(): ReadonlyMap<NodeId, Belief> {
    return this.inner.beliefs ?? new Map();
  }
}
