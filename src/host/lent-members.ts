import type { NodeId } from '../gossip/types.ts';

/**
 * A list of members that the world lends to the code of nodes. The world may change it between two
 * events; the code of a node may not.
 *
 * Three places tell: a shuffle that leaves the first, the last and the node's own as they were is
 * rare, and comparing all of them after each event would take longer than the event.
 */
export class LentMembers {
  /** Not frozen: V8 is slow on frozen lists, and every learner's code walks through this one. */
  readonly ids: readonly NodeId[];
  #size = 0;
  #first: NodeId | undefined;
  #last: NodeId | undefined;

  /** The list itself is lent, not a copy. */
  constructor(ids: NodeId[]) {
    this.ids = ids;
    this.accept();
  }

  /** The list is as the world wants it. To be called whenever the world has changed it. */
  accept(): void {
    this.#size = this.ids.length;
    this.#first = this.ids[0];
    this.#last = this.ids.at(-1);
  }

  /** Has somebody else changed it? `place` is where `id` stood. */
  haveChanged(id: NodeId, place: number): boolean {
    const { ids } = this;
    return ids.length !== this.#size || ids[0] !== this.#first || ids[place] !== id || ids[this.#size - 1] !== this.#last;
  }
}
