import type { NodeId } from '../gossip/types.ts';
import type { Clock } from './transport.ts';

const SECOND = 1_000;
/** Senders beyond these share one allowance: inventing senders wins nothing. */
const MOST_SENDERS = 4_096;
const OTHERS = -1;

/** So many a second of each sender, counted anew every second. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #counts = new Map<NodeId, number>();
  #second = 0;

  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  allows(sender: NodeId): boolean {
    const second = Math.floor(this.#clock.now() / SECOND);
    if (second !== this.#second) {
      this.#second = second;
      this.#counts.clear();
    }
    const who = this.#counts.size >= MOST_SENDERS && !this.#counts.has(sender) ? OTHERS : sender;
    const count = (this.#counts.get(who) ?? 0) + 1;
    this.#counts.set(who, count);
    return count <= this.#most;
  }
}
