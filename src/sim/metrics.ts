import type { NodeId } from '../gossip/types.ts';
import type { TraceEvent } from '../host/trace.ts';

/** What became of one rumor, in the words of Demers et al. 1987, section 1.4. */
export interface Metrics {
  /** How many nodes know the rumor. */
  readonly knowing: number;
  /** The share of nodes that know it, from 0 to 1. */
  readonly coverage: number;
  /** The share of nodes that do not: s. */
  readonly residue: number;
  /** How often the rumor was sent, divided by the number of nodes: m. */
  readonly traffic: number;
  /** How many copies of the rumor arrived where it was known already. */
  readonly duplicates: number;
  /** Rounds from the first write to the arrival, the mean of the nodes that heard it: t_ave. */
  readonly delayMean: number;
  /** Rounds from the first write to the last arrival: t_last. */
  readonly delayLast: number;
  /** The round at whose end everybody knew, if there was one. */
  readonly knownByAll: number | undefined;
  readonly sent: number;
  readonly delivered: number;
  readonly lost: number;
}

/** Reads the metrics of the rumor under `key` off a trace, event by event. */
export class Meter {
  readonly #nodes: number;
  readonly #key: string;
  readonly #arrivals = new Map<NodeId, number>();
  #firstWrite: number | undefined;
  #copies = 0;
  #copiesArrived = 0;
  #copiesNew = 0;
  #sent = 0;
  #delivered = 0;
  #lost = 0;

  constructor(nodes: number, key = 'rumor') {
    this.#nodes = nodes;
    this.#key = key;
  }

  /** How many nodes know the rumor by now. */
  get knowing(): number {
    return this.#arrivals.size;
  }

  readonly listen = (event: TraceEvent): void => {
    switch (event.type) {
      case 'wrote':
        if (event.update.key === this.#key) this.#firstWrite ??= event.round;
        break;
      case 'learned':
        if (event.update.key !== this.#key) break;
        if (event.from !== undefined) this.#copiesNew++;
        if (!this.#arrivals.has(event.node)) {
          // A client's write is there before the round: the writer's delay is 0, and the first call's is 1.
          const delay = event.from === undefined ? event.round - 1 : event.round;
          this.#arrivals.set(event.node, delay);
        }
        break;
      case 'restarted':
        this.#arrivals.delete(event.node);
        break;
      case 'sent':
        this.#sent++;
        if (this.#carries(event)) this.#copies++;
        break;
      case 'delivered':
        this.#delivered++;
        if (this.#carries(event)) this.#copiesArrived++;
        break;
      case 'lost':
        this.#lost++;
        break;
    }
  };

  /** The metrics as they stand. */
  read(): Metrics {
    const start = (this.#firstWrite ?? 1) - 1;
    const delays = [...this.#arrivals.values()].map((round) => round - start);
    const knowing = delays.length;
    const last = delays.reduce((a, b) => Math.max(a, b), 0);
    return {
      knowing,
      coverage: knowing / this.#nodes,
      residue: 1 - knowing / this.#nodes,
      traffic: this.#copies / this.#nodes,
      // Not by `news` of the delivery: something else in the same message may have been new.
      duplicates: this.#copiesArrived - this.#copiesNew,
      delayMean: knowing === 0 ? 0 : delays.reduce((a, b) => a + b, 0) / knowing,
      delayLast: last,
      knownByAll: knowing === this.#nodes ? start + last : undefined,
      sent: this.#sent,
      delivered: this.#delivered,
      lost: this.#lost,
    };
  }

  #carries(event: Extract<TraceEvent, { type: 'sent' | 'delivered' }>): boolean {
    const { updates } = event.message;
    return updates !== undefined && updates.some((update) => update.key === this.#key);
  }
}
