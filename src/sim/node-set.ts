/** A set of node numbers that is cheap to walk in ascending order even when it is nearly empty. */
export class NodeSet {
  readonly #words: Int32Array;
  #size = 0;

  constructor(nodes: number) {
    this.#words = new Int32Array((nodes + 31) >> 5);
  }

  get size(): number {
    return this.#size;
  }

  has(node: number): boolean {
    return (this.#words[node >> 5]! & (1 << (node & 31))) !== 0;
  }

  add(node: number): void {
    if (this.has(node)) return;
    this.#words[node >> 5]! |= 1 << (node & 31);
    this.#size++;
  }

  delete(node: number): void {
    if (!this.has(node)) return;
    this.#words[node >> 5]! &= ~(1 << (node & 31));
    this.#size--;
  }

  /** Calls `visit` for the members, in ascending order. Meanwhile `visit` may remove the one it was called for. */
  forEach(visit: (node: number) => void): void {
    for (let index = 0; index < this.#words.length; index++) {
      let word = this.#words[index]!;
      while (word !== 0) {
        const bit = 31 - Math.clz32(word & -word);
        visit(index * 32 + bit);
        word &= word - 1;
      }
    }
  }
}
