import { SeededRandom } from '../../src/host/random.ts';

/**
 * A test that passes under some seeds only has passed by luck. RUMOR_OUTER_SEED moves the seeds of
 * all tests of the steps, so that everything can be run again under others: `7` under that one,
 * `1-100` under each of a hundred.
 */
const [FIRST = 0, LAST = FIRST] = (process.env.RUMOR_OUTER_SEED ?? '0').split('-').map(Number);
let outer = FIRST;

/** More than any test uses, so that no two outer seeds share one. */
const APART = 100_000;

/** The seed that stands for number `n`: `n` itself, as long as nobody moves the seeds. */
export function seed(n: number): number {
  return outer * APART + n;
}

/** Seeds for as many runs. */
export function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, n) => seed(n));
}

/** A stream of random numbers of its own. */
export function seeded(n: number): SeededRandom {
  return new SeededRandom(seed(n));
}

/**
 * Runs a test under every outer seed. It fails when it fails under all of them, with what it said
 * under the first; a verdict that changes with the seed is a failure of its own.
 */
export function underEachOuterSeed(body: () => void): void {
  const failures = new Map<number, unknown>();
  for (outer = FIRST; outer <= LAST; outer++) {
    try {
      body();
    } catch (error) {
      failures.set(outer, error);
    }
  }
  const [first] = failures;
  if (first === undefined) return;
  if (failures.size === LAST - FIRST + 1) throw first[1];
  throw new Error(`the verdict depends on the seed: fails under ${failures.size} of the outer seeds ${FIRST} to ${LAST}, the first of them ${first[0]}`, { cause: first[1] });
}
