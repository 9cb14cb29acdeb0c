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
export const MOST_VERSION = 2 ** 51;
/** Whoever accuses must leave room for a denial, whose version is at most so much greater. */
const DENIAL = 3;
/** More keys than this are not taken in. */
export const MOST_KEYS = 2_048;
/** Nor statements about more members, or their addresses. Digests hold all of them, so this is what they weigh at most: some 60 kB. */
export const MOST_MEMBERS = 512;
const [STATEMENT, ADDRESS] = [/^member\//, /^address\//];

export type Unfit = 'update' | 'keys' | 'members';

/** Remembers which keys were let in, so that nobody can fill the memory of others. */
export class Guard {
  readonly #keys = new Set<string>();
  readonly #about = new Map<RegExp, number>();

  /**
   * The message without the updates that may not come in, and why the first of them may not. The rest is
   * heard: a ping must not be lost because somebody honest passes on what a liar has said.
   */
  admit<M extends Message>(message: M): { readonly message: M; readonly unfit?: Unfit } {
    const { updates } = message;
    if (updates === undefined) return { message };
    const reasons = updates.map((update) => this.#refuse(update));
    const unfit = reasons.find((why) => why !== undefined);
    if (unfit === undefined) return { message };
    return { message: { ...message, updates: updates.filter((_, i) => reasons[i] === undefined) }, unfit };
  }

  /** What a node writes on its own is let in without a question. */
  wrote(key: string): void {
    this.#add(key);
  }

  #refuse(update: Update): Unfit | undefined {
    const { key } = update;
    if (!isFit(update)) return 'update';
    if (this.#keys.has(key)) return undefined;
    const kind = kindOf(key);
    if (kind !== undefined && (this.#about.get(kind) ?? 0) >= MOST_MEMBERS) return 'members';
    if (this.#keys.size >= MOST_KEYS) return 'keys';
    this.#add(key);
    return undefined;
  }

  #add(key: string): void {
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    const kind = kindOf(key);
    if (kind !== undefined) this.#about.set(kind, (this.#about.get(kind) ?? 0) + 1);
  }
}

function kindOf(key: string): RegExp | undefined {
  return [STATEMENT, ADDRESS].find((kind) => kind.test(key));
}

function isFit({ key, value, version, writer }: Update): boolean {
  const most = STATEMENT.test(key) && value !== 'alive' ? MOST_VERSION - DENIAL : MOST_VERSION;
  return key.length <= LONGEST_KEY && value.length <= LONGEST_VALUE && version <= most && writer < MOST_ID;
}
