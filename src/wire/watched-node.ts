import type { Effect, GossipEvent, Message, NodeId, StoringNode, Update } from '../gossip/types.ts';
import type { Observer } from '../host/observer.ts';

/** A node whose observer tells what it sends, hears, learns and believes, as in the simulator. What gets lost, nobody can tell. */
export class WatchedNode<M extends Message> implements StoringNode<M> {
  readonly id: NodeId;
  readonly #node: StoringNode<M>;
  readonly #observer: Observer;

  constructor(node: StoringNode<M>, observer: Observer) {
    this.id = node.id;
    this.#node = node;
    this.#observer = observer;
  }

  handle(event: GossipEvent<M>): Effect<M>[] {
    const effects = event.type === 'message' ? this.#hear(event) : this.#node.handle(event);
    if (event.type === 'timer') this.#observer.tell({ type: 'timer', node: this.id, id: event.id });
    for (const effect of effects) {
      if (effect.type !== 'send') continue;
      this.#observer.tell({ type: 'sent', from: this.id, to: effect.to, message: effect.message });
      this.#observer.sent(this.#node, effect.message);
    }
    this.#observer.settled(this.#node);
    return effects;
  }

  #hear(event: Extract<GossipEvent<M>, { type: 'message' }>): Effect<M>[] {
    const { from, message } = event;
    const updates = message.updates?.map((update) => ({ ...update })) ?? [];
    const before = this.#observer.remember(this.#node, updates);
    const effects = this.#node.handle(event);
    const news = this.#observer.news(this.#node, updates, before);
    this.#observer.tell({ type: 'delivered', from, to: this.id, message, news: news.length });
    this.#observer.learned(this.#node, news, from);
    return effects;
  }

  write(update: Update): void {
    const before = this.#observer.remember(this.#node, [update]);
    this.#observer.tell({ type: 'wrote', node: this.id, update });
    this.#node.write(update);
    this.#observer.learned(this.#node, this.#observer.news(this.#node, [update], before));
  }

  read(key: string): Update | undefined {
    return this.#node.read(key);
  }

  readAll(): Update[] {
    return this.#node.readAll();
  }

  forget(key: string): void {
    this.#node.forget(key);
  }

  isHot(key: string): boolean {
    return this.#node.isHot(key);
  }

  get beliefs() {
    return this.#node.beliefs ?? new Map();
  }
}
