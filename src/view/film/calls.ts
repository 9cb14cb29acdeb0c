import type { NodeId } from '../../gossip/types.ts';
import type { Frame } from './film.ts';

const NOT_KEPT = new Uint32Array(0);

/** Counts who calls, and how often each node is called. */
export class Calls {
  readonly #called: Uint32Array;
  /** In which round each node sent something last. */
  readonly #sentIn: Int32Array;
  #callers = 0;

  /** `kept`: does the film keep how often each node is called? */
  constructor(nodes: number, kept: boolean) {
    this.#called = kept ? new Uint32Array(nodes) : NOT_KEPT;
    this.#sentIn = new Int32Array(nodes);
  }

  open(): void {
    this.#callers = 0;
  }

  sent(round: number, from: NodeId, to: NodeId): void {
    if (this.#sentIn[from] !== round) {
      this.#sentIn[from] = round;
      this.#callers++;
    }
    if (this.#called !== NOT_KEPT) this.#called[to]!++;
  }

  close(): Pick<Frame, 'called' | 'callers'> {
    return { called: this.#called.slice(), callers: this.#callers };
  }
}
