import { RecipientOrder } from './recipient-order.ts';

/** Everything due at one instant. Entry e goes to `recipients[e]` and comes from `senders[e]`. */
export class Batch<T> {
  recipients = new Int32Array(16);
  senders = new Int32Array(16);
  /** In the order of adding. Whoever hands an item out leaves `undefined`, so that it can be forgotten. */
  readonly items: (T | undefined)[] = [];
  size = 0;

  add(recipient: number, sender: number, item: T): void {
    if (this.size === this.recipients.length) {
      this.recipients = twiceAsLong(this.recipients);
      this.senders = twiceAsLong(this.senders);
    }
    this.recipients[this.size] = recipient;
    this.senders[this.size] = sender;
    this.items[this.size++] = item;
  }
}

/**
 * A priority queue for simulations in which much happens at the same instant.
 *
 * A heap holds the distinct instants; everything due at one instant waits in one batch. With a
 * constant latency that is one heap operation a round, not one a message. A batch is handed out by
 * recipient, so that a large run walks through memory in order instead of jumping about in it.
 */
export class EventQueue<T> {
  readonly #batches = new Map<number, Batch<T>>();
  readonly #instants: number[] = [];
  readonly #order = new RecipientOrder();
  readonly #spares: Batch<T>[] = [];
  /** The batch that was added to last, and when it is due. */
  #latest: Batch<T> | undefined;
  #latestInstant = -1;
  #size = 0;

  /** When the next batch is due; Infinity when nothing waits. */
  get nextInstant(): number {
    return this.#instants[0] ?? Infinity;
  }

  /** How many entries wait. */
  get size(): number {
    return this.#size;
  }

  add(instant: number, recipient: number, sender: number, item: T): void {
    if (this.#latest === undefined || instant !== this.#latestInstant) {
      this.#latest = this.#batchAt(instant);
      this.#latestInstant = instant;
    }
    this.#latest.add(recipient, sender, item);
    this.#size++;
  }

  /** Removes the next batch and passes it to `use`. What `use` adds must be due later. */
  drain(use: (batch: Batch<T>, order: Int32Array, instant: number) => void): void {
    const instant = removeMin(this.#instants);
    const batch = this.#batches.get(instant)!;
    this.#batches.delete(instant);
    this.#latest = undefined;
    this.#size -= batch.size;
    use(batch, this.#order.of(batch.recipients, batch.size), instant);
    batch.size = 0;
    this.#spares.push(batch);
  }

  #batchAt(instant: number): Batch<T> {
    let batch = this.#batches.get(instant);
    if (batch === undefined) {
      batch = this.#spares.pop() ?? new Batch();
      this.#batches.set(instant, batch);
      insert(this.#instants, instant);
    }
    return batch;
  }
}

function twiceAsLong(array: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
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
