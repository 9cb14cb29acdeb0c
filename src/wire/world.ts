import type { NodeId, Random, World } from '../gossip/types.ts';
import { AddressBook } from './address-book.ts';
import { decodeEnvelope, encodeEnvelope, ENVELOPE, MOST_ID } from './envelope.ts';
import { MOST_A_SECOND, MOST_BYTES } from './limits.ts';
import { PartsCollector, partsOf } from './parts.ts';
import { RateLimit } from './rate-limit.ts';
import { OVERHEAD, type Refused, type Seal } from './seal.ts';
import type { Address, Clock, Transport } from './transport.ts';

/** How many bytes of a message fit into one datagram. */
export const ROOM = MOST_BYTES - OVERHEAD - ENVELOPE;

/** Why a datagram that arrived was dropped. `form`: sealed by a member, and no envelope; `other`: for another node; `flood`: too many of one sender. */
export type Dropped = Refused | 'large' | 'form' | 'other' | 'flood';

export interface Traffic {
  sent: number;
  received: number;
  bytesSent: number;
  bytesReceived: number;
  /** Messages that could not be sent: too large, or to a node whose address nobody has told. */
  unsent: number;
  dropped: Partial<Record<Dropped, number>>;
}

export interface WorldSetup {
  /** From 0 to 2^48 − 2. */
  readonly id: NodeId;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly seal: Seal;
  readonly random: Random;
  /** When this life of the node began, in milliseconds since 1970: greater than that of any life before. */
  readonly life: number;
  /** Called when a reason to drop is met for the first time. */
  readonly onDropped?: (why: Dropped, from: Address) => void;
}

/** A world on a network. */
export interface WiredWorld extends World {
  readonly traffic: Readonly<Traffic>;
  readonly addresses: AddressBook;
  close(): Promise<void>;
}

/** Others can name any number, and a node repeats what it hears. */
function isId(id: NodeId): boolean {
  return Number.isSafeInteger(id) && id >= 0 && id < MOST_ID;
}

/** The world of one node over a transport: sealed, addressed, cut into datagrams that fit. */
export function openWorld({ id, transport, clock, seal, random, life, onDropped }: WorldSetup): WiredWorld {
  if (!isId(id)) throw new Error(`the id of a node on a network is a whole number from 0 to ${MOST_ID - 1}; this one is ${id}`);
  const traffic: Traffic = { sent: 0, received: 0, bytesSent: 0, bytesReceived: 0, unsent: 0, dropped: {} };
  const addresses = new AddressBook();
  const parts = new PartsCollector();
  const limit = new RateLimit(clock, MOST_A_SECOND);
  const timers = new Set<() => void>();
  let listener: (from: NodeId, bytes: Uint8Array) => void = () => {};
  let number = 0;
  let closed = false;

  const drop = (why: Dropped, from: Address): void => {
    const before = traffic.dropped[why] ?? 0;
    traffic.dropped[why] = before + 1;
    if (before === 0) onDropped?.(why, from);
  };

  const post = (place: Address, datagram: Uint8Array): void => {
    traffic.sent++;
    traffic.bytesSent += datagram.length;
    transport.send(place, datagram);
  };

  transport.listen((address, datagram) => {
    if (closed) return;
    traffic.received++;
    traffic.bytesReceived += datagram.length;
    if (datagram.length > MOST_BYTES) return drop('large', address);
    const opened = seal.open(datagram);
    if (typeof opened === 'string') return drop(opened, address);
    const envelope = decodeEnvelope(opened);
    if (envelope === undefined || envelope.from === id) return drop('form', address);
    if (envelope.to !== undefined && envelope.to !== id) return drop('other', address);
    if (!limit.allows(envelope.from)) return drop('flood', address);
    addresses.heard(envelope, address);
    const bytes = parts.take(envelope);
    if (bytes !== undefined) listener(envelope.from, bytes);
  });

  return {
    random,
    traffic,
    addresses,
    send(to, bytes) {
      if (closed) return;
      const places = typeof to === 'string' ? [to] : isId(to) ? addresses.find(to) : [];
      const cut = partsOf(bytes, ROOM);
      if (places.length === 0 || cut === undefined) return void traffic.unsent++;
      number = (number + 1) % 2 ** 32;
      for (const [part, piece] of cut.entries()) {
        const datagram = seal.seal(encodeEnvelope({ from: id, to: typeof to === 'string' ? undefined : to, life, number, part, parts: cut.length, bytes: piece }));
        for (const place of places) post(place, datagram);
      }
    },
    after(milliseconds, then) {
      const cancel = clock.after(milliseconds, () => {
        timers.delete(cancel);
        if (!closed) then();
      });
      timers.add(cancel);
      return () => {
        timers.delete(cancel);
        cancel();
      };
    },
    listen: (next) => void (listener = next),
    close() {
      closed = true;
      for (const cancel of timers) cancel();
      return transport.close();
    },
  };
}
