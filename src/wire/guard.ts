import type { Message, NodeId, Update } from '../gossip/types.ts';
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
/**
 * Of those, so many may be strangers: members of whom others have spoken, and who were never heard
 * themselves. And so many more for each who was heard, so that a large group is known within some rounds:
 * a hundred at once, two hundred that start together after 11. Whoever invents members makes the
 * others talk to the air until each of them is found dead, so there must not be many more than real ones.
 */
export const MOST_STRANGERS = 96;
export const MORE_FOR_EACH_HEARD = 8;
const [STATEMENT, ADDRESS] = [/^member\/(.*)/, /^address\/(.*)/];

export type Unfit = 'update' | 'keys' | 'members';

/** What is only too early comes again: in a rumor, or in the next comparison. It is nobody's fault. */
type Refusal = Unfit | 'early';

/** Remembers which keys were let in, so that nobody can fill the memory of others, or make them talk to the air. */
export class Guard {
  readonly #keys = new Set<string>();
  readonly #about = new Map([STATEMENT, ADDRESS].map((kind) => [kind, new Set<string>()]));
  readonly #heard: Set<string>;

  constructor(own: NodeId) {
    this.#heard = new Set([String(own)]);
  }

  /**
   * The message without the updates that may not come in, and why the first of them may not. The rest is
   * heard: a ping must not be lost because somebody honest passes on what a liar has said.
   */
  admit<M extends Message>(message: M, from: NodeId): { readonly message: M; readonly unfit?: Unfit } {
    if (this.#heard.size < MOST_MEMBERS) this.#heard.add(String(from));
    const { updates } = message;
    if (updates === undefined) return { message };
    const refusals = updates.map((update) => this.#refuse(update));
    if (refusals.every((why) => why === undefined)) return { message };
    const unfit = refusals.find((why) => why !== undefined && why !== 'early') as Unfit | undefined;
    return { message: { ...message, updates: updates.filter((_, i) => refusals[i] === undefined) }, ...(unfit === undefined ? {} : { unfit }) };
  }

  /** What a node writes on its own is let in without a question. */
  wrote(key: string): void {
    this.#add(key);
  }

  #refuse(update: Update): Refusal | undefined {
    const { key } = update;
    if (!isFit(update)) return 'update';
    if (this.#keys.has(key)) return undefined;
    for (const [kind, members] of this.#about) {
      const member = kind.exec(key)?.[1];
      if (member === undefined) continue;
      if (members.size >= MOST_MEMBERS) return 'members';
      if (!this.#heard.has(member) && !this.#hasRoomForStrangers(members)) return 'early';
    }
    if (this.#keys.size >= MOST_KEYS) return 'keys';
    this.#add(key);
    return undefined;
  }

  #hasRoomForStrangers(members: ReadonlySet<string>): boolean {
    let strangers = 0;
    for (const member of members) if (!this.#heard.has(member)) strangers++;
    return strangers < MOST_STRANGERS + MORE_FOR_EACH_HEARD * this.#heard.size;
  }

  #add(key: string): void {
    this.#keys.add(key);
    for (const [kind, members] of this.#about) {
      const member = kind.exec(key)?.[1];
      if (member !== undefined) members.add(member);
    }
  }
}

function isFit({ key, value, version, writer }: Update): boolean {
  const most = STATEMENT.test(key) && value !== 'alive' ? MOST_VERSION - DENIAL : MOST_VERSION;
  return key.length <= LONGEST_KEY && value.length <= LONGEST_VALUE && version <= most && writer < MOST_ID;
}
