import type { Random } from '../../src/gossip/types.ts';
import { seeded } from './seed.ts';

/** Randomness that plays back fractions from a script, over and over, and counts the draws. */
export interface ScriptedRandom extends Random {
  readonly draws: number;
}

/** @param fractions each at least 0 and below 1 */
export function scripted(...fractions: number[]): ScriptedRandom {
  let draws = 0;
  const next = (): number => fractions[draws++ % fractions.length]!;
  return {
    next,
    int: (below) => Math.floor(next() * below),
    get draws() {
      return draws;
    },
  };
}

/**
 * Randomness that is stuck at one fraction for its first twenty draws, and free after that, so that
 * code which draws again until it likes the outcome comes to an end.
 */
export function stuckAt(fraction: number): Random {
  const free = seeded(1);
  let draws = 0;
  const next = (): number => (draws++ < 20 ? fraction : free.next());
  return { next, int: (below) => Math.floor(next() * below) };
}

/** The ends of the range and values between: an off-by-one shows at one of them. */
export const EXTREMES: readonly number[] = [0, 2 ** -32, 0.25, 0.5, 0.75, 1 - 2 ** -32];
