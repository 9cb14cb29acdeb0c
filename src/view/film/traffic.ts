import type { Message, NodeId } from '../../gossip/types.ts';
import { MESSAGE_SIZE, OUTCOMES, type Counters, type Frame, type Outcome } from './film.ts';

const MOST_MESSAGES = 200;
const MOST_KINDS = 12;
const NO_COUNTERS: Counters = { sent: 0, news: 0, duplicates: 0, lost: 0, others: 0 };
/** What a failure detector sends all the time. Listed last. */
const ROUTINE = new Set(['ping', 'ack', 'feedback']);

export interface TrafficOptions {
  /** Is this message one of those that the film is about? */
  readonly watches: (message: Message) => boolean;
  /** List the messages that tell something before those that are sent all the time. */
  readonly tellingFirst: boolean;
}

/** Counts the messages of a round, and lists some of them. */
export class Traffic {
  readonly kinds: string[] = [];
  readonly #options: TrafficOptions;
  #now: { -readonly [K in keyof Counters]: number } = { ...NO_COUNTERS };
  #total: Counters = NO_COUNTERS;
  #kindCounts: number[] = [];
  #telling: number[] = [];
  #routine: number[] = [];
  #unlisted = 0;

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  open(): void {
    this.#now = { ...NO_COUNTERS };
    this.#kindCounts = this.kinds.map(() => 0);
    this.#telling = [];
    this.#routine = [];
    this.#unlisted = 0;
  }

  sent(message: Message): void {
    if (this.#options.watches(message)) this.#now.sent++;
    else this.#now.others++;
    const kind = this.#kind(message);
    this.#kindCounts[kind] = (this.#kindCounts[kind] ?? 0) + 1;
  }

  arrived(from: NodeId, to: NodeId, message: Message, news: number): void {
    if (!this.#options.watches(message)) return;
    if (message.updates === undefined) return this.#list(from, to, message, 'plain');
    if (news > 0) this.#now.news++;
    else this.#now.duplicates++;
    this.#list(from, to, message, news > 0 ? 'new' : 'duplicate');
  }

  lost(from: NodeId, to: NodeId, message: Message, reason: Outcome): void {
    if (!this.#options.watches(message)) return;
    this.#now.lost++;
    this.#list(from, to, message, reason);
  }

  close(): Pick<Frame, 'now' | 'total' | 'kinds' | 'messages' | 'unlisted'> {
    const messages = this.#messages();
    this.#total = add(this.#total, this.#now);
    return { now: { ...this.#now }, total: this.#total, kinds: this.#kindCounts, messages, unlisted: this.#unlisted };
  }

  #list(from: NodeId, to: NodeId, message: Message, outcome: Outcome): void {
    const telling = outcome !== 'duplicate' && (outcome !== 'plain' || !ROUTINE.has(message.type));
    const list = telling ? this.#telling : this.#routine;
    if (list.length < MOST_MESSAGES * MESSAGE_SIZE) list.push(from, to, this.#kind(message), OUTCOMES.indexOf(outcome));
    else this.#unlisted++;
  }

  #messages(): Int32Array {
    const telling = rows(this.#telling);
    const routine = rows(this.#routine);
    const kept = Math.min(telling.length, Math.max(MOST_MESSAGES - routine.length, (MOST_MESSAGES * 3) / 4));
    const first = telling.slice(0, kept);
    const rest = routine.slice(0, MOST_MESSAGES - kept);
    this.#unlisted += telling.length + routine.length - first.length - rest.length;
    const listed = this.#options.tellingFirst
      ? [...first.sort(bySender), ...rest.sort(bySender)]
      : [...first, ...rest].sort(bySender);
    return Int32Array.from(listed.flat());
  }

  #kind(message: Message): number {
    const known = this.kinds.indexOf(message.type);
    if (known !== -1) return known;
    return this.kinds.length < MOST_KINDS ? this.kinds.push(message.type) - 1 : MOST_KINDS - 1;
  }
}

function add(a: Counters, b: Counters): Counters {
  return {
    sent: a.sent + b.sent,
    news: a.news + b.news,
    duplicates: a.duplicates + b.duplicates,
    lost: a.lost + b.lost,
    others: a.others + b.others,
  };
}

function rows(flat: readonly number[]): number[][] {
  return Array.from({ length: flat.length / MESSAGE_SIZE }, (_, i) => flat.slice(i * MESSAGE_SIZE, (i + 1) * MESSAGE_SIZE));
}

function bySender(a: readonly number[], b: readonly number[]): number {
  return a[0]! - b[0]! || a[1]! - b[1]!;
}
