import type { Belief, GossipNode, Message, NodeId, Update } from '../gossip/types.ts';
import { brief } from './brief.ts';
import { NodeFault } from './node-fault.ts';
import type { Happening, TraceEvent, TraceListener } from './trace.ts';

/**
 * Notices what changed inside a node while it handled an event, by looking before and after.
 *
 * Nodes need not report on themselves, so a learner's code is watched exactly like ours. A run that
 * nobody listens to has no observer, and pays nothing.
 *
 * Throws a {@link NodeFault} when looking inside a node throws, or shows what nobody can read.
 */
export class Observer {
  round = 0;
  at = 0;
  readonly #listener: TraceListener;
  readonly #hot: Set<string>[];
  readonly #beliefs: Map<NodeId, Belief>[];
  readonly #first: NodeId;

  /** For so many nodes, with ids from `first` on. */
  constructor(nodes: number, listener: TraceListener, first: NodeId = 0) {
    this.#listener = listener;
    this.#first = first;
    this.#hot = Array.from({ length: nodes }, () => new Set<string>());
    this.#beliefs = Array.from({ length: nodes }, () => new Map<NodeId, Belief>());
  }

  tell(what: Happening): void {
    this.#listener({ round: this.round, at: this.at, ...what } as TraceEvent);
  }

  /** What `node` knows under the keys of `updates`; compared by {@link news} afterwards. */
  remember(node: GossipNode, updates: readonly Update[]): readonly (Update | undefined)[] {
    return updates.map(({ key }) => this.#read(node, key));
  }

  /** What `node` knows now, under the keys of `updates`, that it did not know `before`: one for a key. */
  news(node: GossipNode, updates: readonly Update[], before: readonly (Update | undefined)[]): Update[] {
    return updates.flatMap(({ key }, i) => {
      if (updates.findIndex((update) => update.key === key) < i) return [];
      const now = this.#read(node, key);
      return now === undefined || same(now, before[i]) ? [] : [now];
    });
  }

  /** Tells what `node` learned, and of each update that it does not spread, that it has cooled. */
  learned(node: GossipNode, news: readonly Update[], from?: NodeId): void {
    const hot = this.#hot[node.id - this.#first]!;
    for (const update of news) {
      const { key } = update;
      this.tell({ type: 'learned', node: node.id, update, ...(from === undefined ? {} : { from }) });
      if (this.#isHot(node, key)) {
        hot.add(key);
        continue;
      }
      hot.delete(key);
      this.tell({ type: 'cooled', node: node.id, key });
    }
  }

  /** Tells what `node` stopped spreading, and whom it thinks of differently. */
  settled(node: GossipNode): void {
    const hot = this.#hot[node.id - this.#first]!;
    for (const key of hot) {
      if (this.#isHot(node, key)) continue;
      hot.delete(key);
      this.tell({ type: 'cooled', node: node.id, key });
    }
    this.believed(node);
  }

  /** Tells whom `node` thinks of differently, and looks at nothing else. */
  believed(node: GossipNode): void {
    const beliefs = this.#beliefsOf(node);
    if (beliefs !== undefined) this.#compareBeliefs(node, beliefs);
  }

  /** Tells that `node` begins anew: whatever it knew and believed is gone. */
  restarted(node: GossipNode): void {
    this.tell({ type: 'restarted', node: node.id });
    this.#hot[node.id - this.#first]!.clear();
    this.#compareBeliefs(node, this.#beliefsOf(node) ?? new Map());
  }

  /** What a node writes on its own (a verdict, say) reaches the trace when it is first sent. */
  sent(node: GossipNode, message: Message): void {
    const hot = this.#hot[node.id - this.#first]!;
    for (const { key } of message.updates ?? []) if (this.#isHot(node, key)) hot.add(key);
  }

  #compareBeliefs(node: GossipNode, now: ReadonlyMap<NodeId, Belief>): void {
    const before = this.#beliefs[node.id - this.#first]!;
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

  /** A copy, so that what a node changes later does not change what it knew before. */
  #read(node: GossipNode, key: string): Update | undefined {
    let known: unknown;
    try {
      known = node.read(key);
    } catch (error) {
      this.#blame(node, `read(${brief(key)}) threw ${brief(error, 300)}`, error);
    }
    if (known === undefined) return undefined;
    if (typeof known !== 'object' || known === null) {
      this.#blame(node, `read(${brief(key)}) returned ${brief(known)}; it must return an update, or undefined`);
    }
    return { ...known } as Update;
  }

  #isHot(node: GossipNode, key: string): boolean {
    try {
      return node.isHot(key);
    } catch (error) {
      this.#blame(node, `isHot(${brief(key)}) threw ${brief(error, 300)}`, error);
    }
  }

  #beliefsOf(node: GossipNode): ReadonlyMap<NodeId, Belief> | undefined {
    let beliefs: unknown;
    try {
      beliefs = node.beliefs;
    } catch (error) {
      this.#blame(node, `beliefs threw ${brief(error, 300)}`, error);
    }
    // A Map from another realm is no instance of ours, but prints itself as one.
    if (beliefs === undefined || beliefs instanceof Map || Object.prototype.toString.call(beliefs) === '[object Map]') {
      return beliefs as ReadonlyMap<NodeId, Belief> | undefined;
    }
    this.#blame(node, `beliefs is ${brief(beliefs)}; it must be a Map from peers to 'suspect' or 'dead'`);
  }

  #blame(node: GossipNode, sentence: string, cause?: unknown): never {
    throw new NodeFault(node.id, this.round, sentence, cause);
  }
}

function same(a: Update, b: Update | undefined): boolean {
  return b !== undefined && a.version === b.version && a.writer === b.writer && a.value === b.value;
}
