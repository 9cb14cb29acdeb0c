/**
 * Bounds that hold for every number of trials, after Chernoff (1952): among N trials that succeed
 * with probability p, a share of a or more (for a > p), or of a or less (for a < p), has
 * probability at most e^(−N·D), with D = a·ln(a/p) + (1−a)·ln((1−a)/(1−p)).
 */
const FALSE_ALARM = 5e-10;

/** How many of `trials` succeed with probability `p` each, except once in a thousand million times. */
export function successBounds(trials: number, p: number): [least: number, most: number] {
  const unlikely = (share: number): boolean => trials * divergence(share, p) > -Math.log(FALSE_ALARM);
  return [trials * bisect(0, p, (share) => !unlikely(share)), trials * bisect(p, 1, unlikely)];
}

/** The mean number of trials up to the first success, over `runs` runs: 1/p, within these bounds. */
export function waitBounds(runs: number, p: number): [least: number, most: number] {
  // A mean of w means that `runs` of `runs`·w trials succeeded.
  const unlikely = (wait: number): boolean => runs * wait * divergence(1 / wait, p) > -Math.log(FALSE_ALARM);
  return [bisect(1, 1 / p, (wait) => !unlikely(wait)), bisect(1 / p, 100 / p, unlikely)];
}

function divergence(a: number, p: number): number {
  const term = (x: number, y: number): number => (x === 0 ? 0 : x * Math.log(x / y));
  return term(a, p) + term(1 - a, 1 - p);
}

/** Where `holds` turns from false to true between `low` and `high`. */
function bisect(low: number, high: number, holds: (at: number) => boolean): number {
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
