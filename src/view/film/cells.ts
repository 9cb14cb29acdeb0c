import type { NodeId } from '../../gossip/types.ts';
import { CRASHED, FRESH, INFECTIVE, REMOVED, STATE_BITS, SUSCEPTIBLE, VALUE_BITS, VALUE_SHIFT, type Frame } from './film.ts';

const MOST_VALUES = 7;

type Census = Pick<Frame, 'susceptible' | 'fresh' | 'infective' | 'removed' | 'crashed' | 'knowing' | 'holders'>;

/** The state of every node as one byte: what it knows of the watched key, and whether it is down. */
export class Cells {
  readonly values: string[] = [];
  readonly #cells: Uint8Array;
  #fresh: NodeId[] = [];

  constructor(nodes: number) {
    this.#cells = new Uint8Array(nodes);
  }

  /** What was new in the last round is not new in this one. */
  age(): void {
    for (const node of this.#fresh) {
      if ((this.#cells[node]! & STATE_BITS) === FRESH) this.#setState(node, INFECTIVE);
    }
    this.#fresh = [];
  }

  /** The answer is 1 + the index of `value` in `values`. Those beyond the seventh count as the seventh. */
  learned(node: NodeId, value: string): number {
    let index = this.values.indexOf(value);
    if (index === -1) index = this.values.length < MOST_VALUES ? this.values.push(value) - 1 : MOST_VALUES - 1;
    this.#cells[node] = (this.#cells[node]! & CRASHED) | ((index + 1) << VALUE_SHIFT) | FRESH;
    this.#fresh.push(node);
    return index + 1;
  }

  cooled(node: NodeId): void {
    this.#setState(node, REMOVED);
  }

  crashed(node: NodeId): void {
    this.#cells[node]! |= CRASHED;
  }

  recovered(node: NodeId): void {
    this.#cells[node]! &= ~CRASHED;
  }

  /** It is up, and knows nothing. */
  restarted(node: NodeId): void {
    this.#cells[node] = SUSCEPTIBLE;
  }

  isDown(node: NodeId): boolean {
    return (this.#cells[node]! & CRASHED) !== 0;
  }

  copy(): Uint8Array {
    return this.#cells.slice();
  }

  count(): Census {
    const states = [0, 0, 0, 0];
    const holders = new Array<number>(MOST_VALUES + 1).fill(0);
    let crashed = 0;
    let knowing = 0;
    for (const cell of this.#cells) {
      holders[(cell >> VALUE_SHIFT) & VALUE_BITS]!++;
      if ((cell & STATE_BITS) !== SUSCEPTIBLE) knowing++;
      if ((cell & CRASHED) !== 0) crashed++;
      else states[cell & STATE_BITS]!++;
    }
    const [susceptible, fresh, infective, removed] = states as [number, number, number, number];
    return { susceptible, fresh, infective, removed, crashed, knowing, holders: holders.slice(1, this.values.length + 1) };
  }

  #setState(node: NodeId, state: number): void {
    this.#cells[node] = (this.#cells[node]! & ~STATE_BITS) | state;
  }
}
