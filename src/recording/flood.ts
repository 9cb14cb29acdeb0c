import type { Scenario } from '../sim/scenario.ts';
import type { TraceEvent } from '../host/trace.ts';

/** So many messages between two nodes that talk in a round are no gossip any more. */
const MOST_PER_PEER = 300;

/** Messages that cause messages without end. A picture of them would fill the memory before it is seen. */
export class FloodError extends Error {
  override readonly name = 'FloodError';
}

/** Throws a {@link FloodError} when a round takes more messages than any protocol here. */
export class Flood {
  readonly #most: number;
  #round = 0;
  #sent = 0;

  constructor({ nodes, fanout, proxies }: Scenario) {
    this.#most = MOST_PER_PEER * nodes * Math.min(fanout + proxies, nodes - 1);
  }

  readonly listen = ({ type, round }: TraceEvent): void => {
    if (round !== this.#round) {
      this.#round = round;
      this.#sent = 0;
    }
    if (type === 'sent' && ++this.#sent > this.#most) throw new FloodError(`more than ${this.#most} messages were sent; messages that cause messages never end`);
  };
}
