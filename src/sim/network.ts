import type { NodeId, Random } from '../gossip/types.ts';
import { ROUND } from '../host/round.ts';
import type { LossReason } from '../host/trace.ts';
import type { LinkFault, Scenario } from './scenario.ts';

/** What becomes of a message: how many milliseconds it travels, or why it is lost. */
export type Fate = number | LossReason;

interface Link {
  readonly from: ReadonlySet<NodeId> | 'all';
  readonly to: ReadonlySet<NodeId> | 'all';
  readonly oneWay: boolean;
  readonly loss: number | undefined;
  readonly latency: number | undefined;
  readonly start: number;
  readonly end: number;
}

/** Decides what becomes of each message. It has a stream of randomness that nobody else draws from. */
export class Network {
  readonly #random: Random;
  readonly #loss: number;
  readonly #least: number;
  readonly #most: number;
  readonly #links: readonly Link[];

  constructor(scenario: Scenario, random: Random) {
    this.#random = random;
    this.#loss = scenario.loss;
    [this.#least, this.#most] =
      typeof scenario.latency === 'number' ? [scenario.latency, scenario.latency] : scenario.latency;
    this.#links = scenario.faults.flatMap((fault) => (fault.type === 'link' ? [linkOf(fault)] : []));
  }

  /** The fate of a message that is sent at `now`. Where several links set a loss, or a latency, the last one named counts. */
  fate(from: NodeId, to: NodeId, now: number): Fate {
    let loss = this.#loss;
    let least = this.#least;
    let most = this.#most;
    for (const link of this.#links) {
      if (now < link.start || now >= link.end || !joins(link, from, to)) continue;
      if (link.loss !== undefined) loss = link.loss;
      if (link.latency !== undefined) least = most = link.latency;
    }
    if (loss === 1) return this.#loss === 1 ? 'loss' : 'cut';
    if (loss > 0 && this.#random.next() < loss) return 'loss';
    return least === most ? least : least + this.#random.int(most - least + 1);
  }
}

function linkOf(fault: LinkFault): Link {
  return {
    from: fault.from === 'all' ? 'all' : new Set(fault.from),
    to: fault.to === 'all' ? 'all' : new Set(fault.to),
    oneWay: fault.oneWay ?? false,
    loss: fault.loss,
    latency: fault.latency,
    start: fault.at * ROUND,
    end: (fault.until ?? Infinity) * ROUND,
  };
}

function joins(link: Link, from: NodeId, to: NodeId): boolean {
  if (has(link.from, from) && has(link.to, to)) return true;
  return !link.oneWay && has(link.from, to) && has(link.to, from);
}

function has(group: ReadonlySet<NodeId> | 'all', node: NodeId): boolean {
  return group === 'all' || group.has(node);
}
