import type { Message, Update } from '../gossip/types.ts';
import { MOST_ID } from './envelope.ts';

/*
 * A member of the cluster may be broken, or lie. What it sends is of the right form by now; here it is
 * looked at whether it is of a size that the others can bear.
 */

/** In characters. */
const LONGEST_KEY = 200;
const LONGEST_VALUE = 1_000;
/** Far from 2^53, where counting ends, and far above what anybody writes. */
const MOST_VERSION = 2 ** 51;
/** More keys than this are not taken in; of those, so many may be statements about members. */
export const MOST_KEYS = 4_096;
export const MOST_MEMBERS = 1_024;
const ABOUT_MEMBER = /^(member|address)\//;

export type Unfit = 'update' | 'keys' | 'members';

/** Remembers which keys were let in, so that nobody can fill the memory of others. */
export class Guard {
  readonly #keys = new Set<string>();
  #members = 0;

  /** The message as it may come in: the updates that are too many are left out. Or why all of it may not. */
  admit<M extends Message>(message: M): M | Unfit {
    const { updates } = message;
    if (updates === undefined) return message;
    if (!updates.every(isFit)) return 'update';
    const unfit = updates.map((update) => this.#refuse(update.key));
    if (unfit.every((why) => why === undefined)) return message;
    const admitted = updates.filter((_, i) => unfit[i] === undefined);
    return admitted.length === 0 ? unfit.find((why) => why !== undefined)! : { ...message, updates: admitted };
  }

  /** What a node writes on its own is let in without a question. */
  wrote(key: string): void {
    this.#add(key);
  }

  #refuse(key: string): Unfit | undefined {
    if (this.#keys.has(key)) return undefined;
    if (ABOUT_MEMBER.test(key) && this.#members >= 2 * MOST_MEMBERS) return 'members';
    if (this.#keys.size >= MOST_KEYS) return 'keys';
    this.#add(key);
    return undefined;
  }

  #add(key: string): void {
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    if (ABOUT_MEMBER.test(key)) this.#members++;
  }
}

function isFit({ key, value, version, writer }: Update): boolean {
  return key.length <= LONGEST_KEY && value.length <= LONGEST_VALUE && version <= MOST_VERSION && writer < MOST_ID;
}
