import type { Effect, GossipEvent, Message, NodeId, StoringNode, Update } from '../gossip/types.ts';
import type { Observer } from '../host/observer.ts';
import { OuterNode } from './outer-node.ts';

/** A node whose observer tells what it sends, hears, learns and believes, as in the simulator. What gets lost, nobody can tell. */
export class WatchedNode<M extends Message> extends OuterNode<M> {
  readonly #observer: Observer;

  constructor(node: StoringNode<M>, observer: Observer) {
    super(node);
    this.#observer = observer;
  }

  handle(event: GossipEvent<M>): Effect<M>[] {
    const effects = event.type === 'message' ? this.#hear(event) : this.inner.handle(event);
    if (event.type === 'timer') this.#observer.tell({ type: 'timer', node: this.id, id: event.id });
    for (const effect of effects) {
      if (effect.type !== 'send') continue;
      this.#observer.tell({ type: 'sent', from: this.id, to: effect.to, message: effect.message });
      this.#observer.sent(this.inner, effect.message);
    }
    // What has cooled is looked for once a round: with a thousand hot keys, once a message would keep a core busy.
    if (event.type === 'round') this.#observer.settled(this.inner);
    else this.#observer.believed(this.inner);
    return effects;
  }

  #hear(event: Extract<GossipEvent<M>, { type: 'message' }>): Effect<M>[] {
    const { from, message } = event;
    const updates = message.updates?.map((update) => ({ ...update })) ?? [];
    const before = this.#observer.remember(this.inner, updates);
    const effects = this.inner.handle(event);
    const news = this.#observer.news(this.inner, updates, before);
    this.#observer.tell({ type: 'delivered', from, to: this.id, message, news: news.length });
    this.#observer.learned(this.inner, news, from);
    return effects;
  }

  write(update: Update): void {
    const before = this.#observer.remember(this.inner, [update]);
    this.#observer.tell({ type: 'wrote', node: this.id, update });
    this.inner.write(update);
    this.#observer.learned(this.inner, this.#observer.news(this.inner, [update], before));
  }
}
