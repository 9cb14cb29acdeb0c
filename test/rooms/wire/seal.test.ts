import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OVERHEAD, sealWith } from '../../../src/wire/seal.ts';
import { seed } from '../../support/seed.ts';

const OURS = sealWith('the word on the wall', 'room 1');
const MESSAGE = Uint8Array.from([1, 2, 3]);

test('what was sealed is opened by who has the secret and the label', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1_400 }), (bytes) => {
      const sealed = OURS.seal(bytes);
      expect(sealed.length).toBe(bytes.length + OVERHEAD);
      expect(sealWith('the word on the wall', 'room 1').open(sealed)).toEqual(bytes);
    }),
    { seed: seed(1), numRuns: 50 },
  );
});

test('a secret with an accent is the same however it was typed', () => {
  expect(sealWith('caf\u00e9', 'a').open(sealWith('cafe\u0301', 'a').seal(MESSAGE))).toEqual(MESSAGE);
});

test.each([
  ['another secret', sealWith('the word on the wal', 'room 1')],
  ['another label', sealWith('the word on the wall', 'room 2')],
])('%s does not open it', (_what, other) => {
  expect(other.open(OURS.seal(MESSAGE))).toBe('key');
  expect(OURS.open(other.seal(MESSAGE))).toBe('key');
});

test('no bit can be changed, and no byte be taken or added', () => {
  const sealed = OURS.seal(MESSAGE);
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const altered = sealed.slice();
    altered[bit >> 3]! ^= 1 << (bit & 7);
    expect(OURS.open(altered), `bit ${bit}`).toBe(bit < 8 ? 'version' : 'key');
  }
  for (let length = 0; length < sealed.length; length++) expect(OURS.open(sealed.subarray(0, length))).toBe(length < OVERHEAD ? 'short' : 'key');
  expect(OURS.open(Uint8Array.from([...sealed, 0]))).toBe('key');
});

test('two datagrams that say the same look different', () => {
  expect(OURS.seal(MESSAGE)).not.toEqual(OURS.seal(MESSAGE));
});

test('garbage is refused, and never thrown at', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(['short', 'version', 'key']).toContain(OURS.open(bytes));
    }),
    { seed: seed(2), numRuns: 200 },
  );
});
