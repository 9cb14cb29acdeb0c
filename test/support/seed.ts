/** Far enough apart that no two outer seeds share a seed. */
const APART = 10_000;

/**
 * The seed for a test's run number `n`. It is `n` itself, unless RUMOR_OUTER_SEED moves all the
 * seeds of all tests: a test that passes under one seed only has passed by luck.
 */
export function seed(n: number): number {
  return n + APART * Number(process.env.RUMOR_OUTER_SEED ?? 0);
}
