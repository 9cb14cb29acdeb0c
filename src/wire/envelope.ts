import type { NodeId } from '../gossip/types.ts';

/**
 * What stands before the bytes of a message, inside the seal:
 *
 *     from (6 bytes) | to (6) | life (6) | number (4) | part (1) | parts (1) | bytes
 *
 * An address says where a datagram came from; only this says from whom. `to` keeps a datagram away from
 * a stranger that has taken over the address. `life` is when the sender started, and `number` counts
 * its messages: of two datagrams, the greater pair is the younger. Numbers are big-endian.
 */
export interface Envelope {
  readonly from: NodeId;
  /** Undefined: for whoever listens at the address. */
  readonly to: NodeId | undefined;
  /** Milliseconds since 1970. */
  readonly life: number;
  readonly number: number;
  /** Which part of the message this is, counted from 0. */
  readonly part: number;
  readonly parts: number;
  readonly bytes: Uint8Array;
}

/** How many bytes a message grows by. */
export const ENVELOPE = 24;
/** Node ids on the wire are below this. */
export const MOST_ID = 2 ** 48 - 1;
const ANYBODY = MOST_ID;

export function encodeEnvelope({ from, to = ANYBODY, life, number, part, parts, bytes }: Envelope): Uint8Array {
  const out = Buffer.alloc(ENVELOPE + bytes.length);
  out.writeUIntBE(from, 0, 6);
  out.writeUIntBE(to, 6, 6);
  out.writeUIntBE(life, 12, 6);
  out.writeUInt32BE(number, 18);
  out.writeUInt8(part, 22);
  out.writeUInt8(parts, 23);
  out.set(bytes, ENVELOPE);
  return new Uint8Array(out);
}

/** Undefined for what is none. */
export function decodeEnvelope(datagram: Uint8Array): Envelope | undefined {
  if (datagram.length < ENVELOPE) return undefined;
  const from = Buffer.from(datagram.buffer, datagram.byteOffset, datagram.length);
  const [part, parts] = [from.readUInt8(22), from.readUInt8(23)];
  if (part >= parts || from.readUIntBE(0, 6) === ANYBODY) return undefined;
  const to = from.readUIntBE(6, 6);
  return { from: from.readUIntBE(0, 6), to: to === ANYBODY ? undefined : to, life: from.readUIntBE(12, 6), number: from.readUInt32BE(18), part, parts, bytes: datagram.slice(ENVELOPE) };
}

/** Is a datagram of this life and number younger than another? */
export function isYounger(a: Pick<Envelope, 'life' | 'number'>, b: Pick<Envelope, 'life' | 'number'>): boolean {
  return a.life !== b.life ? a.life > b.life : a.number > b.number;
}
