import { MOST_CARRIED } from './limits.ts';

/**
 * Datagrams on a stream: each is a frame of `length (4 bytes, big-endian) | length of the name (1) | name | datagram`.
 * The name says whom it is for on the way to a relay, and whom it is from on the way back.
 */
export interface Frame {
  readonly name: string;
  readonly datagram: Uint8Array;
}

const LENGTH = 4;
/** The longest name, in bytes of UTF-8. */
export const LONGEST_NAME = 255;
/** No frame is larger: a stranger must not make us keep what never ends. */
const MOST = 1 + LONGEST_NAME + MOST_CARRIED;

/** Undefined where the name or the datagram is too long to be sent. */
export function encodeFrame({ name, datagram }: Frame): Uint8Array | undefined {
  const named = Buffer.from(name);
  const length = 1 + named.length + datagram.length;
  if (named.length > LONGEST_NAME || datagram.length > MOST_CARRIED) return undefined;
  const frame = Buffer.alloc(LENGTH + length);
  frame.writeUInt32BE(length);
  frame[LENGTH] = named.length;
  frame.set(named, LENGTH + 1);
  frame.set(datagram, LENGTH + 1 + named.length);
  return frame;
}

/** Takes the pieces of a stream as they come. Answers with false once the stream makes no sense, and then for good. */
export function frameReader(take: (frame: Frame) => void): (piece: Uint8Array) => boolean {
  let rest = Buffer.alloc(0);
  let sound = true;
  return (piece) => {
    if (!sound) return false;
    rest = Buffer.concat([rest, piece]);
    let at = 0;
    while (rest.length - at >= LENGTH) {
      const length = rest.readUInt32BE(at);
      const named = rest[at + LENGTH];
      if (length < 1 || length > MOST || (named !== undefined && named + 1 > length)) return (sound = false);
      const end = at + LENGTH + length;
      if (rest.length < end) break;
      const start = at + LENGTH + 1;
      take({ name: rest.toString('utf8', start, start + named!), datagram: new Uint8Array(rest.subarray(start + named!, end)) });
      at = end;
    }
    rest = Buffer.from(rest.subarray(at));
    return true;
  };
}
