import { expect, test } from 'vitest';
import { check, missingAtTheEnd, quantile, type Read, type Value } from '../../../../../src/learner/lab/experiments/set-checker.ts';

const NEVER = Infinity;
const value = (invoked: number, ...knownAt: number[]): Value => ({ invoked, knownAt });
const reads = (...list: [at: number, node: number][]): Read[] => list.map(([at, node]) => ({ at, node }));

test('a value is stable once no later read lacks it, and its latency ends with the last that did', () => {
  const verdict = check([value(10, 10, 50)], reads([5, 1], [20, 0], [30, 1], [40, 1], [60, 1]));
  expect(verdict).toEqual({ latencies: [30], lost: 0, stale: 1, neverRead: 0 });
});

test('a value that every read has is there at once, so it is stable and not stale', () => {
  expect(check([value(10, 10, 10)], reads([10, 0], [20, 1]))).toEqual({ latencies: [0], lost: 0, stale: 0, neverRead: 0 });
});

test('a value that the last reads lack is lost, also when it was read before', () => {
  expect(check([value(0, 0, NEVER)], reads([5, 0], [6, 1]))).toMatchObject({ lost: 1, latencies: [] });
  expect(check([value(0, 0, NEVER)], reads([6, 1]))).toMatchObject({ lost: 1 });
});

test('a value that one node never gets is not lost when somebody else is read last: so all nodes are asked at the end', () => {
  const values = [value(0, 0, NEVER), value(0, 0, 90), value(0, 0, 110)];
  expect(check(values.slice(0, 1), reads([6, 1], [7, 0]))).toMatchObject({ lost: 0, stale: 1 });
  expect(missingAtTheEnd(values, 100)).toBe(2);
});

test('a value that nobody has read since is neither stable nor lost', () => {
  expect(check([value(10, 10, NEVER)], reads([5, 0], [6, 1]))).toEqual({ latencies: [], lost: 0, stale: 0, neverRead: 1 });
});

test('quantiles are taken as Maelstrom takes them', () => {
  const sorted = [1, 2, 3, 4];
  expect([0, 0.5, 0.95, 1].map((p) => quantile(sorted, p))).toEqual([1, 3, 4, 4]);
  expect(quantile([], 0.5)).toBeNaN();
});
