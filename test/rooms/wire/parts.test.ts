import { expect, test } from 'vitest';
import { MOST_PARTS, PartsCollector, partsOf } from '../../../src/wire/parts.ts';

const part = (from: number, number: number, index: number, parts: number) => ({ from, to: undefined, life: 1, number, part: index, parts, bytes: Uint8Array.of(from, number, index) });

test('parts make the whole in any order, and twice is once', () => {
  const collector = new PartsCollector();
  for (const index of [2, 0, 2, 3]) expect(collector.take(part(1, 1, index, 4))).toBeUndefined();
  expect(collector.take(part(1, 1, 1, 4))).toEqual(Uint8Array.from([1, 1, 0, 1, 1, 1, 1, 1, 2, 1, 1, 3]));
});

test('senders and messages are kept apart', () => {
  const collector = new PartsCollector();
  expect(collector.take(part(1, 1, 0, 2))).toBeUndefined();
  expect(collector.take(part(2, 1, 1, 2))).toBeUndefined();
  expect(collector.take(part(1, 2, 1, 2))).toBeUndefined();
  expect(collector.take({ ...part(1, 1, 1, 2), life: 2 })).toBeUndefined();
  expect(collector.take(part(1, 1, 1, 2))).toEqual(Uint8Array.from([1, 1, 0, 1, 1, 1]));
});

test('what stays incomplete makes room, and takes no more memory however much comes', () => {
  const collector = new PartsCollector();
  for (let number = 0; number < 1_000; number++) collector.take(part(1, number, 0, 2));
  expect(collector.take(part(1, 0, 1, 2))).toBeUndefined();
  expect(collector.take(part(1, 999, 1, 2))).toBeDefined();
  for (let from = 0; from < 10_000; from++) collector.take(part(from, 5, 0, 2));
  expect(collector.take(part(0, 5, 1, 2))).toBeUndefined();
  expect(collector.take(part(9_999, 5, 1, 2))).toBeDefined();
});

test('bytes are cut into as many parts as it takes, and none are one part', () => {
  expect(partsOf(new Uint8Array(), 10)).toEqual([new Uint8Array()]);
  expect(partsOf(new Uint8Array(20), 10)!.map(({ length }) => length)).toEqual([10, 10]);
  expect(partsOf(new Uint8Array(21), 10)!.map(({ length }) => length)).toEqual([10, 10, 1]);
  expect(partsOf(new Uint8Array(10 * MOST_PARTS + 1), 10)).toBeUndefined();
});
