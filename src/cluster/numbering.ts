import { randomInt } from 'node:crypto';
import type { Belief, NodeId, Update } from '../gossip/types.ts';
import type { TraceEvent } from '../host/trace.ts';
import type { Mind } from './words.ts';

/** So many ids belong to a machine that draws; it has fewer members. */
const BLOCK = 1_000;
const MOST_BLOCKS = 1_000_000;
const STATEMENT = /^member\/(\d+)$/;

/** Of ten machines that draw, two draw the same block once in 22,000 classes: 45 pairs, 10^6 blocks. */
export function drawFirst(): NodeId {
  return BLOCK * (1 + randomInt(MOST_BLOCKS));
}

/** A member of another machine, as it is believed here. */
export type OthersBelief = Belief | 'alive';

/**
 * Members of this machine are numbered from 0 on, in scripts and in pictures. In the cluster, in which
 * those of other machines are, too, the first of them has another id.
 */
export class Numbering {
  readonly #first: NodeId;
  readonly #members: ReadonlyMap<number, unknown>;

  /** `members` holds, by their numbers, all that were ever started here. */
  constructor(first: NodeId, members: ReadonlyMap<number, unknown>) {
    this.#first = first;
    this.#members = members;
  }

  idOf(number: number): NodeId {
    return this.#first + number;
  }

  /** Undefined for a member of another machine. */
  numberOf(id: NodeId): number | undefined {
    const number = id - this.#first;
    return this.#members.has(number) ? number : undefined;
  }

  /** What happened among the members of this machine, by their numbers. Undefined for what others have a part in. */
  eventHere(event: TraceEvent): TraceEvent | undefined {
    const here: Record<string, unknown> = { ...event };
    for (const name of ['node', 'peer', 'from', 'to']) {
      if (typeof here[name] !== 'number') continue;
      here[name] = this.numberOf(here[name]);
      if (here[name] !== undefined) continue;
      // Learned from another machine is learned all the same.
      if (event.type !== 'learned' || name !== 'from') return undefined;
      delete here[name];
    }
    if (event.type !== 'learned') return here as unknown as TraceEvent;
    const update = this.#updateHere(event.update);
    return update && ({ ...here, update } as unknown as TraceEvent);
  }

  /** What a member knows and believes of those of this machine, by their numbers; and what of the others. */
  divide({ known, beliefs, traffic }: Mind): { readonly here: Mind; readonly others: ReadonlyMap<NodeId, OthersBelief> } {
    const others = new Map<NodeId, OthersBelief>();
    for (const { key } of known) {
      const id = memberIn(key);
      if (id !== undefined && this.numberOf(id) === undefined) others.set(id, 'alive');
    }
    const ours: (readonly [NodeId, Belief])[] = [];
    for (const [id, belief] of beliefs) {
      const number = this.numberOf(id);
      if (number !== undefined) ours.push([number, belief]);
      else if (others.has(id)) others.set(id, belief);
    }
    return { here: { known: known.flatMap((update) => this.#updateHere(update) ?? []), beliefs: ours, traffic }, others };
  }

  /** Undefined for what is said about a member of another machine. */
  #updateHere(update: Update): Update | undefined {
    const id = memberIn(update.key);
    if (id === undefined) return update;
    const number = this.numberOf(id);
    return number === undefined ? undefined : { ...update, key: `member/${number}`, writer: number };
  }
}

function memberIn(key: string): NodeId | undefined {
  const digits = STATEMENT.exec(key)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
