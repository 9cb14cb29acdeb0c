import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFrame, frameReader, type Frame } from '../../../src/wire/frames.ts';
import { MOST_CARRIED } from '../../../src/wire/limits.ts';
import { seed } from '../../support/seed.ts';

const frames = fc.array(fc.record({ name: fc.string({ maxLength: 60 }), datagram: fc.uint8Array({ maxLength: 300 }) }), { maxLength: 6 });

/** Cuts bytes into pieces at these places. */
function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
}

test('frames come out of a stream as they went in, wherever it is cut', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.nat(), { maxLength: 9 }), (sent, cuts) => {
      const stream = Buffer.concat(sent.map((frame) => encodeFrame(frame)!));
      const got: Frame[] = [];
      const read = frameReader((frame) => got.push(frame));
      for (const piece of pieces(stream, cuts)) expect(read(piece)).toBe(true);
      expect(got).toEqual(sent.map(({ name, datagram }) => ({ name: Buffer.from(name).toString(), datagram })));
    }),
    { seed: seed(1), numRuns: 200 },
  );
});

test('a stream that makes no sense ends at once, whatever follows', () => {
  const good = encodeFrame({ name: 'a', datagram: Uint8Array.of(1) })!;
  for (const nonsense of [[0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 2, 9, 0]]) {
    const got: Frame[] = [];
    const read = frameReader((frame) => got.push(frame));
    expect(read(Uint8Array.from(nonsense))).toBe(false);
    expect(read(good)).toBe(false);
    expect(got).toEqual([]);
  }
});

test('what is too long for a frame is none', () => {
  expect(encodeFrame({ name: 'a'.repeat(256), datagram: new Uint8Array() })).toBeUndefined();
  expect(encodeFrame({ name: 'a', datagram: new Uint8Array(MOST_CARRIED + 1) })).toBeUndefined();
  expect(encodeFrame({ name: 'a'.repeat(255), datagram: new Uint8Array(MOST_CARRIED) })).toBeDefined();
});

test('garbage is never thrown at, and never kept', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 20 }), (garbage) => {
      const read = frameReader(() => {});
      for (const piece of garbage) read(piece);
    }),
    { seed: seed(2), numRuns: 200 },
  );
});
