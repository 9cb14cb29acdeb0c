import type { NodeId } from '../gossip/types.ts';

/** A number throughout: V8 compares those faster than numbers with undefined among them. */
const NOBODY = -1;

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
  #first: NodeId = NOBODY;
  #last: NodeId = NOBODY;

  /** The list itself is lent, not a copy. */
  constructor(ids: NodeId[]) {
    this.ids = ids;
    this.accept();
  }

  /** The list is as the world wants it. To be called whenever the world has changed it. */
  accept(): void {
    this.#size = this.ids.length;
    this.#first = this.ids[0] ?? NOBODY;
    this.#last = this.ids.at(-1) ?? NOBODY;
  }

  /** Has somebody else changed it? `place` is where `id` stood. */
  haveChanged(id: NodeId, place: number): boolean {
    const { ids } = this;
    return ids.length !== this.#size || ids[0] !== this.#first || ids[place] !== id || ids[this.#size - 1] !== this.#last;
  }
}
