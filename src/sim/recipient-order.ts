const BITS = 10;
const BUCKETS = 1 << BITS;

/**
 * A stable radix sort of indices by recipient, in linear time, with buffers that are kept. They start
 * small, so that V8 has them on its heap: tests play hundreds of small runs.
 */
export class RecipientOrder {
  #from = new Int32Array(16);
  #to = new Int32Array(16);
  #ends = new Int32Array(16);

  /** The first `size` indices of `recipients` in ascending order of recipient. Valid until the next call. */
  of(recipients: Int32Array, size: number): Int32Array {
    if (this.#from.length < size) {
      this.#from = new Int32Array(2 * size);
      this.#to = new Int32Array(2 * size);
    }
    let largest = 0;
    for (let i = 0; i < size; i++) {
      this.#from[i] = i;
      if (recipients[i]! > largest) largest = recipients[i]!;
    }
    for (let shift = 0; largest >> shift > 0; shift += BITS) this.#pass(recipients, size, shift, Math.min(BUCKETS, (largest >> shift) + 1));
    return this.#from;
  }

  #pass(recipients: Int32Array, size: number, shift: number, buckets: number): void {
    if (this.#ends.length <= buckets) this.#ends = new Int32Array(buckets + 1);
    const [from, to, ends] = [this.#from, this.#to, this.#ends];
    ends.fill(0, 0, buckets + 1);
    for (let i = 0; i < size; i++) ends[((recipients[i]! >> shift) & (BUCKETS - 1)) + 1]!++;
    for (let b = 0; b < buckets; b++) ends[b + 1]! += ends[b]!;
    for (let i = 0; i < size; i++) {
      const entry = from[i]!;
      to[ends[(recipients[entry]! >> shift) & (BUCKETS - 1)]!++] = entry;
    }
    this.#from = to;
    this.#to = from;
  }
}
