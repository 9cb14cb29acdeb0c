import type { Belief, NodeId } from '../../gossip/types.ts';
import type { Frame } from './film.ts';

const MOST_SUBJECTS = 16;
/** A belief as a number, as `Changes` keeps it. */
export const BELIEF_CODES: Record<Belief | 'alive', number> = { alive: 0, suspect: 1, dead: 2 };

/** Who believes what about those that crashed or were accused. */
export class Beliefs {
  readonly subjects: NodeId[] = [];
  readonly #nodes: number;
  readonly #isDown: (node: NodeId) => boolean;
  /** For each subject, what every node believes about it. */
  readonly #held: Uint8Array[] = [];
  readonly #wronged = new Set<NodeId>();

  constructor(nodes: number, isDown: (node: NodeId) => boolean) {
    this.#nodes = nodes;
    this.#isDown = isDown;
  }

  /** Makes `peer` one of the subjects. The answer is its index; undefined when the list is full. */
  watch(peer: NodeId): number | undefined {
    const known = this.subjects.indexOf(peer);
    if (known !== -1) return known;
    if (this.subjects.length === MOST_SUBJECTS) return undefined;
    this.#held.push(new Uint8Array(this.#nodes));
    return this.subjects.push(peer) - 1;
  }

  /** Is it written down? It is not when there are too many subjects. */
  believes(node: NodeId, peer: NodeId, belief: number): boolean {
    if (belief === BELIEF_CODES.dead && !this.#isDown(peer)) this.#wronged.add(peer);
    const subject = this.watch(peer);
    if (subject === undefined) return false;
    this.#held[subject]![node] = belief;
    return true;
  }

  /** What was right about `node` is wrong from now on. */
  recovered(node: NodeId): void {
    if (this.#held[this.subjects.indexOf(node)]?.includes(BELIEF_CODES.dead) === true) this.#wronged.add(node);
  }

  close(): Pick<Frame, 'opinions' | 'wronged'> {
    return { opinions: this.#held.map((held) => this.#count(held)), wronged: this.#wronged.size };
  }

  #count(held: Uint8Array): { suspect: number; dead: number } {
    let suspect = 0;
    let dead = 0;
    for (let node = 0; node < held.length; node++) {
      if (this.#isDown(node)) continue;
      if (held[node] === BELIEF_CODES.suspect) suspect++;
      else if (held[node] === BELIEF_CODES.dead) dead++;
    }
    return { suspect, dead };
  }
}
