import type { Belief, GossipNode, Message, NodeId, Update } from '../gossip/types.ts';
import type { TraceEvent, TraceListener } from './trace.ts';

/** A trace event without its time, which the observer adds. */
type What<E = TraceEvent> = E extends TraceEvent ? Omit<E, 'round' | 'at'> : never;

/**
 * Notices what changed inside a node while it handled an event, by looking before and after.
 *
 * Nodes need not report on themselves, so a learner's code is watched exactly like ours. A run that
 * nobody listens to has no observer, and pays nothing.
 */
export class Observer {
  round = 0;
  at = 0;
  readonly #listener: TraceListener;
  readonly #hot: Set<string>[];
  readonly #beliefs: Map<NodeId, Belief>[];

  constructor(nodes: number, listener: TraceListener) {
    this.#listener = listener;
    this.#hot = Array.from({ length: nodes }, () => new Set<string>());
    this.#beliefs = Array.from({ length: nodes }, () => new Map<NodeId, Belief>());
  }

  tell(what: What): void {
    this.#listener({ round: this.round, at: this.at, ...what } as TraceEvent);
  }

  /** What `node` knows under the keys of `updates`; compared by {@link news} afterwards. */
  remember(node: GossipNode, updates: readonly Update[]): readonly (Update | undefined)[] {
    return updates.map(({ key }) => copy(node.read(key)));
  }

  /** What `node` knows now, under the keys of `updates`, that it did not know `before`. */
  news(node: GossipNode, updates: readonly Update[], before: readonly (Update | undefined)[]): Update[] {
    return updates.flatMap(({ key }, i) => {
      const now = node.read(key);
      return now === undefined || same(now, before[i]) ? [] : [{ ...now }];
    });
  }

  learned(node: GossipNode, news: readonly Update[], from?: NodeId): void {
    for (const update of news) {
      this.tell({ type: 'learned', node: node.id, update, ...(from === undefined ? {} : { from }) });
      if (node.isHot(update.key)) this.#hot[node.id]!.add(update.key);
    }
  }

  /** Tells what `node` stopped spreading, and whom it thinks of differently. */
  settled(node: GossipNode): void {
    const hot = this.#hot[node.id]!;
    for (const key of hot) {
      if (node.isHot(key)) continue;
      hot.delete(key);
      this.tell({ type: 'cooled', node: node.id, key });
    }
    if (node.beliefs !== undefined) this.#compareBeliefs(node, node.beliefs);
  }

  /** What a node writes on its own (a verdict, say) reaches the trace when it is first sent. */
  sent(node: GossipNode, message: Message): void {
    const hot = this.#hot[node.id]!;
    for (const { key } of message.updates ?? []) if (node.isHot(key)) hot.add(key);
  }

  #compareBeliefs(node: GossipNode, now: ReadonlyMap<NodeId, Belief>): void {
    const before = this.#beliefs[node.id]!;
    if (now.size === 0 && before.size === 0) return;
    for (const [peer, belief] of now) {
      if (before.get(peer) === belief) continue;
      before.set(peer, belief);
      this.tell({ type: 'believes', node: node.id, peer, belief });
    }
    for (const peer of [...before.keys()]) {
      if (now.has(peer)) continue;
      before.delete(peer);
      this.tell({ type: 'believes', node: node.id, peer, belief: 'alive' });
    }
  }
}

function same(a: Update, b: Update | undefined): boolean {
  return b !== undefined && a.version === b.version && a.writer === b.writer && a.value === b.value;
}

function copy(update: Update | undefined): Update | undefined {
  return update === undefined ? undefined : { ...update };
}
