import type { NodeId } from '../gossip/types.ts';
import type { Envelope } from './envelope.ts';

/** Messages in more parts than this are not sent, and not taken. */
export const MOST_PARTS = 48;
/** So many messages of one sender may be incomplete at a time; the oldest makes room. Parts of one message follow each other closely. */
const MOST_OPEN = 4;
/** So many senders may have incomplete messages at a time. */
const MOST_SENDERS = 512;

/** Cuts bytes into as many parts as it takes; undefined where that is too many. */
export function partsOf(bytes: Uint8Array, room: number): Uint8Array[] | undefined {
  const count = Math.max(1, Math.ceil(bytes.length / room));
  if (count > MOST_PARTS) return undefined;
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * room, (i + 1) * room));
}

interface Incomplete {
  readonly key: string;
  readonly parts: (Uint8Array | undefined)[];
}

/**
 * Puts the parts of messages together again. What misses a part for ever is pushed out by what comes
 * later, so that nothing here depends on a clock, and nothing grows.
 */
export class PartsCollector {
  readonly #open = new Map<NodeId, Incomplete[]>();

  /** The whole message, when this is the last part that was missing. */
  take({ from, life, number, part, parts, bytes }: Envelope): Uint8Array | undefined {
    if (parts === 1) return bytes;
    if (parts > MOST_PARTS) return undefined;
    const ofSender = this.#of(from);
    const key = `${life} ${number} ${parts}`;
    let message = ofSender.find((each) => each.key === key);
    if (message === undefined) {
      message = { key, parts: Array.from({ length: parts }, () => undefined) };
      ofSender.push(message);
      if (ofSender.length > MOST_OPEN) ofSender.shift();
    }
    message.parts[part] = bytes;
    if (message.parts.includes(undefined)) return undefined;
    ofSender.splice(ofSender.indexOf(message), 1);
    if (ofSender.length === 0) this.#open.delete(from);
    return new Uint8Array(Buffer.concat(message.parts as Uint8Array[]));
  }

  #of(from: NodeId): Incomplete[] {
    const known = this.#open.get(from);
    if (known !== undefined) return known;
    if (this.#open.size >= MOST_SENDERS) this.#open.delete(this.#open.keys().next().value!);
    const fresh: Incomplete[] = [];
    this.#open.set(from, fresh);
    return fresh;
  }
}
