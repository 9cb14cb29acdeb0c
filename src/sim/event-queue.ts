import { RecipientOrder } from './recipient-order.ts';

/** What is due at one instant. Entry i goes to `recipients[i]`, came from `senders[i]`, is `items[i]`. */
export interface Batch<T> {
  readonly instant: number;
  readonly recipients: readonly number[];
  readonly senders: readonly number[];
  readonly items: readonly T[];
  /** The order in which the entries are handed out: by recipient, then as they were added. */
  readonly order: Int32Array;
  readonly size: number;
}

/**
 * A priority queue for simulations in which much happens at the same instant.
 *
 * A heap holds the distinct instants; everything due at one instant waits in one batch. With a
 * constant latency that is one heap operation a round, not one a message. A batch is handed out by
 * recipient, so that a large run walks through memory in order instead of jumping about in it.
 */
export class EventQueue<T> {
  readonly #batches = new Map<number, GrowingBatch<T>>();
  readonly #instants: number[] = [];
  readonly #order = new RecipientOrder();
  #spare: GrowingBatch<T> | undefined;

  /** When the next batch is due; Infinity when nothing waits. */
  get nextInstant(): number {
    return this.#instants[0] ?? Infinity;
  }

  /** How many entries wait. */
  get size(): number {
    let size = 0;
    for (const batch of this.#batches.values()) size += batch.items.length;
    return size;
  }

  add(instant: number, recipient: number, sender: number, item: T): void {
    let batch = this.#batches.get(instant);
    if (batch === undefined) {
      batch = this.#spare ?? { recipients: [], senders: [], items: [] };
      this.#spare = undefined;
      this.#batches.set(instant, batch);
      insert(this.#instants, instant);
    }
    batch.recipients.push(recipient);
    batch.senders.push(sender);
    batch.items.push(item);
  }

  /** Removes the next batch and passes it to `use`. What `use` adds must be due later. */
  drain(use: (batch: Batch<T>) => void): void {
    const instant = removeMin(this.#instants);
    const { recipients, senders, items } = this.#batches.get(instant)!;
    this.#batches.delete(instant);
    const order = this.#order.of(recipients);
    use({ instant, recipients, senders, items, order, size: items.length });
    recipients.length = senders.length = items.length = 0;
    this.#spare = { recipients, senders, items };
  }
}

interface GrowingBatch<T> {
  readonly recipients: number[];
  readonly senders: number[];
  readonly items: T[];
}

/** Adds `value` to a binary min-heap. */
function insert(heap: number[], value: number): void {
  let at = heap.push(value) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent]! <= value) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = value;
}

/** Removes the least value from a binary min-heap that is not empty. */
function removeMin(heap: number[]): number {
  const min = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return min;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= last) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return min;
}
