import type { NodeId } from '../../gossip/types.ts';
import type { Changes } from './film.ts';

/** Writes down who changed their mind, in the order of time. */
export class ChangeLog {
  readonly #rounds: number[] = [];
  readonly #nodes: NodeId[] = [];
  readonly #froms: number[] = [];
  readonly #values: number[] = [];
  readonly #about: number[] = [];

  /** `from` is −1 for nobody, and so is `about`. */
  add(round: number, node: NodeId, from: NodeId | -1, value: number, about: NodeId | -1 = -1): void {
    this.#rounds.push(round);
    this.#nodes.push(node);
    this.#froms.push(from);
    this.#values.push(value);
    this.#about.push(about);
  }

  finish(): Changes {
    return {
      rounds: Int32Array.from(this.#rounds),
      nodes: Int32Array.from(this.#nodes),
      froms: Int32Array.from(this.#froms),
      values: Uint8Array.from(this.#values),
      about: Int32Array.from(this.#about),
    };
  }
}
