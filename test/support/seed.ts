import { SeededRandom } from '../../src/sim/random.ts';

/**
 * A test that passes under some seeds only has passed by luck. RUMOR_OUTER_SEED moves the seeds of
 * all tests of the steps, so that everything can be run again under others.
 */
const OUTER = Number(process.env.RUMOR_OUTER_SEED ?? 0);

/** More than any test uses, so that no two outer seeds share one. */
const APART = 100_000;

/** The seed that stands for number `n`: `n` itself, as long as nobody moves the seeds. */
export function seed(n: number): number {
  return OUTER * APART + n;
}

/** Seeds for as many runs. */
export function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, n) => seed(n));
}

/** A stream of random numbers of its own. */
export function seeded(n: number): SeededRandom {
  return new SeededRandom(seed(n));
}
