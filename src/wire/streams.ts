import type { Readable, Writable } from 'node:stream';
import { MOST_CARRIED } from './limits.ts';
import type { Address, Listener, Transport } from './transport.ts';

/*
 * Datagrams as lines of JSON, as a test bench passes them to a program on its standard streams:
 * `{ "src": "n1", "dest": "n2", "body": { "type": "datagram", "bytes": "…" } }`, the bytes in base 64.
 */

/** What a line holds, whoever wrote it: nothing in it can be trusted. */
export interface Envelope {
  readonly src: string;
  readonly dest: string;
  readonly body: { readonly type: string } & Readonly<Record<string, unknown>>;
}

/** A line without an end must not be kept for ever. Characters. */
const LONGEST_LINE = 1 << 20;

/** Reads lines, and hands over those that hold an envelope. `unread` is called with each other one. */
export function readEnvelopes(input: Readable, take: (envelope: Envelope) => void, unread: (line: string) => void = () => {}): void {
  let rest = '';
  let skipping = false;
  input.setEncoding('utf8');
  input.on('data', (piece: string) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const envelope = skipping ? undefined : envelopeIn(line);
      skipping = false;
      if (envelope !== undefined) take(envelope);
      else if (line.trim() !== '') unread(line);
    }
    if (rest.length > LONGEST_LINE) [rest, skipping] = ['', true];
  });
}

function envelopeIn(line: string): Envelope | undefined {
  try {
    const { src, dest, body } = JSON.parse(line) as Partial<Envelope>;
    return typeof src === 'string' && typeof dest === 'string' && typeof body?.type === 'string' ? { src, dest, body } : undefined;
  } catch {
    return undefined;
  }
}

export function writeEnvelope(output: Writable, envelope: Envelope): void {
  output.write(`${JSON.stringify(envelope)}\n`);
}

/** Datagrams to and from `address` on two streams. What else arrives there goes to `others`. */
export function overStreams(address: Address, input: Readable, output: Writable, others: (envelope: Envelope) => void = () => {}): Transport {
  let listener: Listener = () => {};
  let closed = false;
  readEnvelopes(input, (envelope) => {
    const { src, dest, body } = envelope;
    if (closed || dest !== address) return;
    if (body.type === 'datagram' && typeof body['bytes'] === 'string') listener(src, new Uint8Array(Buffer.from(body['bytes'], 'base64')));
    else others(envelope);
  });
  return {
    address,
    send: (to, datagram) => {
      if (!closed && datagram.length <= MOST_CARRIED) writeEnvelope(output, { src: address, dest: to, body: { type: 'datagram', bytes: Buffer.from(datagram).toString('base64') } });
    },
    listen: (next) => void (listener = next),
    close: async () => {
      closed = true;
    },
  };
}
