import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../src/host/random.ts';
import { chiSquareBound, Z } from '../../support/statistics.ts';

const DRAWS = 20_000;

/** The first `count` outputs as whole numbers below 2^32. */
function words(seed: number, stream: number, count: number): number[] {
  const random = new SeededRandom(seed, stream);
  return Array.from({ length: count }, () => random.next() * 2 ** 32);
}

function fractions(count: number, draw: (i: number) => number): number[] {
  return Array.from({ length: count }, (_, i) => draw(i));
}

/**
 * Pearson's coefficient times √N: for unrelated fractions about normal with mean 0 and deviation 1,
 * so within ±6.12 except once in a thousand million times.
 */
function correlation(xs: readonly number[], ys: readonly number[]): number {
  const mean = 1 / 2;
  const variance = 1 / 12;
  const sum = xs.reduce((total, x, i) => total + (x - mean) * (ys[i]! - mean), 0);
  return sum / variance / Math.sqrt(xs.length);
}

function chiSquare(draws: readonly number[], cells: number): number {
  const counts = new Array<number>(cells).fill(0);
  for (const draw of draws) counts[draw]!++;
  const expected = draws.length / cells;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('the seeded random numbers', () => {
  // The lessons quote runs by their seeds. Another sequence would make every one of them wrong.
  it.each([
    [0, 0, [45000030, 1431158428, 3738554209, 4012117871]],
    [1, 0, [288486056, 1592118580, 1778969881, 2604755599]],
    [1, 1, [2527932965, 2849110121, 1732058065, 1056088762]],
    [2, 0, [3357330943, 2780003586, 2734579237, 778254455]],
    [2 ** 32, 0, [2108372228, 2006947725, 1761615400, 3552888277]],
    [Number.MAX_SAFE_INTEGER, 7, [2848180353, 3421380659, 761436070, 990294120]],
  ])('of seed %d and stream %d never change', (seed, stream, expected) => {
    expect(words(seed, stream, 4)).toEqual(expected);
  });

  it('repeat under the same seed and stream', () => {
    expect(words(9, 4, 100)).toEqual(words(9, 4, 100));
  });

  it('are fractions: at least 0, below 1', () => {
    const random = new SeededRandom(5);
    const draws = fractions(DRAWS, () => random.next());
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
  });

  it.each([
    ['neighbouring seeds', [1, 0], [2, 0]],
    ['neighbouring streams of a seed', [1, 0], [1, 1]],
    ['seeds that differ above bit 32 alone', [1, 0], [1 + 2 ** 32, 0]],
    ['a seed and a stream that change places', [3, 4], [4, 3]],
  ] as const)('of %s are unrelated', (_what, [seedA, streamA], [seedB, streamB]) => {
    const a = new SeededRandom(seedA, streamA);
    const b = new SeededRandom(seedB, streamB);
    const xs = fractions(DRAWS, () => a.next());
    const ys = fractions(DRAWS, () => b.next());
    expect(Math.abs(correlation(xs, ys))).toBeLessThan(Z);
    expect(Math.abs(correlation(xs.slice(1), ys.slice(0, -1)))).toBeLessThan(Z);
  });

  it.each<[string, (i: number) => SeededRandom]>([
    ['seeds', (i) => new SeededRandom(i)],
    ['streams', (i) => new SeededRandom(1, i)],
  ])('start anywhere, and not near where those of the %s before started', (_what, make) => {
    const firsts = fractions(DRAWS, (i) => make(i).next());
    expect(chiSquare(firsts.map((first) => Math.floor(first * 100)), 100)).toBeLessThan(chiSquareBound(99));
    expect(Math.abs(correlation(firsts.slice(1), firsts.slice(0, -1)))).toBeLessThan(Z);
  });

  it.each([2, 3, 10, 64, 1000])('below %i are whole, and each equally likely', (below) => {
    const random = new SeededRandom(11, below);
    const draws = fractions(100 * below, () => random.int(below));
    expect(draws.every((draw) => Number.isInteger(draw) && draw >= 0 && draw < below)).toBe(true);
    expect(chiSquare(draws, below)).toBeLessThan(chiSquareBound(below - 1));
  });

  it('below 1 are 0', () => {
    expect(new SeededRandom(1).int(1)).toBe(0);
  });

  it('in a row are unrelated: pairs fall evenly on a board of 10 by 10', () => {
    const random = new SeededRandom(3);
    const pairs = fractions(DRAWS, () => 10 * random.int(10) + random.int(10));
    expect(chiSquare(pairs, 100)).toBeLessThan(chiSquareBound(99));
  });
});
