/**
 * Bounds that a correct solution passes except once in a thousand million times.
 *
 * z = 6.12 leaves 4.7e-10 in one tail of the normal distribution, so 9.4e-10 in both.
 */
export const Z = 6.12;

/**
 * The value that Pearson's chi-square stays below with probability 1 − 5e-10, by the approximation
 * of Wilson and Hilferty (1931): d·(1 − 2/(9d) + z·√(2/(9d)))³.
 *
 * @param d degrees of freedom: the number of cells less one
 */
export function chiSquareBound(d: number): number {
  const spread = 2 / (9 * d);
  return d * (1 - spread + Z * Math.sqrt(spread)) ** 3;
}
