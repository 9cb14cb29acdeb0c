import { MOST_CARRIED } from './limits.ts';
import type { Address, Clock, Listener, Transport } from './transport.ts';

/** Time that stands still until somebody moves it. What is due at one instant happens in the order in which it was asked for. */
export class VirtualClock implements Clock {
  #now = 0;
  #asked = 0;
  readonly #due = new Map<number, { readonly at: number; readonly then: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, then: () => void): () => void {
    const number = this.#asked++;
    this.#due.set(number, { at: this.#now + Math.max(0, milliseconds), then });
    return () => void this.#due.delete(number);
  }

  /** Lets so many milliseconds pass, and all that is due in them happen. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      const [number, { at, then }] = next;
      this.#due.delete(number);
      this.#now = at;
      then();
    }
    this.#now = end;
  }

  #next(end: number) {
    let first: [number, { readonly at: number; readonly then: () => void }] | undefined;
    for (const entry of this.#due) if (entry[1].at <= end && (first === undefined || entry[1].at < first[1].at)) first = entry;
    return first;
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
