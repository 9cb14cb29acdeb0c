/** A mean, and how far chance may have moved it. */
export interface Estimate {
  readonly measured: number;
  /** The standard error of the mean; null for a single run, which says nothing about it. */
  readonly standardError: number | null;
}

/** The mean of at least one value. */
export function meanOf(values: readonly number[]): Estimate {
  const measured = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { measured, standardError: null };
  const variance = values.reduce((sum, value) => sum + (value - measured) ** 2, 0) / (values.length - 1);
  return { measured, standardError: Math.sqrt(variance / values.length) };
}

/** −ln s / m, which is 1 where s = e^(−m). Null where it is no number: nobody was left out, or nothing sent. */
export function exponentOf(residue: number, traffic: number): number | null {
  return residue === 0 || traffic === 0 ? null : -Math.log(residue) / traffic;
}
