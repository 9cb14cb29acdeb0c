import type { Random } from '../gossip/types.ts';

/**
 * Chris Doty-Humphrey's sfc32: 128 bits of state, passes PractRand, a handful of integer steps.
 * The state is kept as signed 32-bit integers, which V8 stores in place rather than on the heap.
 */
export class SeededRandom implements Random {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  /** `seed` and `stream` together name a sequence; streams of one seed are unrelated. */
  constructor(seed: number, stream = 0) {
    this.#a = scramble(seed);
    this.#b = scramble(this.#a ^ Math.floor(seed / 2 ** 32));
    this.#c = scramble(this.#b ^ scramble(stream + 0x9e3779b9));
    this.#counter = 1;
    for (let i = 0; i < 12; i++) this.#step();
  }

  next(): number {
    return (this.#step() >>> 0) / 2 ** 32;
  }

  int(below: number): number {
    return Math.floor(this.next() * below);
  }

  #step(): number {
    const out = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + out) | 0;
    return out;
  }
}

/** A bijection on 32 bits in which every input bit moves every output bit (murmur3's finaliser). */
function scramble(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
