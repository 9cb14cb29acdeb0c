import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as small from '../../../src/grade/cell/text.ts';

const SEED = { seed: 1, numRuns: 500 };
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.nat(0xffff), { maxLength: 12 }).map((units) => String.fromCharCode(...units)));
/** Bytes that are often nearly UTF-8. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.uint8Array({ min: 0x7e, maxLength: 8 }),
  fc.array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc1, 0xc2, 0xe0, 0x9f, 0xa0, 0xed, 0xef, 0xbb, 0xf0, 0x8f, 0x90, 0xf4, 0xf5, 0xff), { maxLength: 8 }).map((bytes) => Uint8Array.from(bytes)),
);

test('encodes as the encoder of the world outside does', () => {
  fc.assert(fc.property(anyText, (text) => void expect([...new small.TextEncoder().encode(text)]).toEqual([...new TextEncoder().encode(text)])), SEED);
});

test('decodes as the decoder of the world outside does, and refuses what that refuses', () => {
  const outcome = (decode: () => string): string | undefined => {
    try {
      return decode();
    } catch {
      return undefined;
    }
  };
  for (const fatal of [false, true]) {
    const read = (bytes: Uint8Array): void =>
      void expect(outcome(() => new small.TextDecoder('utf-8', { fatal }).decode(bytes))).toBe(outcome(() => new TextDecoder('utf-8', { fatal }).decode(bytes)));
    fc.assert(fc.property(anyBytes, read), SEED);
    read(new TextEncoder().encode('long, 👋 '.repeat(20_000)));
  }
});
