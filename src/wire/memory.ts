import { MOST_CARRIED } from './limits.ts';
import type { Address, Clock, Listener, Transport } from './transport.ts';

interface Due {
  readonly at: number;
  then: (() => void) | undefined;
}

/** Time that stands still until somebody moves it. What is due at one instant happens in the order in which it was asked for. */
export class VirtualClock implements Clock {
  #now = 0;
  /** The last one is due first. */
  readonly #due: Due[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, then: () => void): () => void {
    const due: Due = { at: this.#now + Math.max(0, milliseconds), then };
    this.#due.splice(this.#placeOf(due.at), 0, due);
    return () => void (due.then = undefined);
  }

  /** Lets so many milliseconds pass, and all that is due in them happen. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#due.at(-1); next !== undefined && next.at <= end; next = this.#due.at(-1)) {
      this.#due.pop();
      if (next.then === undefined) continue;
      this.#now = next.at;
      next.then();
    }
    this.#now = end;
  }

  /** Before all that is due at this time or sooner. Most of what is asked for is due soon, so few have to move. */
  #placeOf(at: number): number {
    let [low, high] = [0, this.#due.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#due[middle]!.at > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A network within one process: each transport has a name, and a datagram takes `latency` milliseconds. */
export class MemoryNetwork {
  readonly #clock: Clock;
  readonly #latency: number;
  readonly #open = new Map<Address, (from: Address, datagram: Uint8Array) => void>();

  constructor(clock: Clock, latency = 1) {
    this.#clock = clock;
    this.#latency = latency;
  }

  /** Throws an Error where the address is taken. */
  open(address: Address): Transport {
    if (this.#open.has(address)) throw new Error(`the address ${address} is taken`);
    let listener: Listener = () => {};
    let closed = false;
    this.#open.set(address, (from, datagram) => listener(from, datagram));
    return {
      address,
      send: (to, datagram) => {
        if (closed || datagram.length > MOST_CARRIED) return;
        const copy = datagram.slice();
        this.#clock.after(this.#latency, () => this.#open.get(to)?.(address, copy));
      },
      listen: (next) => void (listener = next),
      close: async () => {
        if (closed) return;
        closed = true;
        this.#open.delete(address);
      },
    };
  }
}
