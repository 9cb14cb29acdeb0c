import type { Decay } from '../../gossip/types.ts';
import type { RunFault } from '../../recording/messages.ts';
import type { Figure } from './tables.ts';

/** What the child of the lab is asked to do. */
export interface Request {
  /** The absolute path of the folder the code is loaded from. */
  readonly code: string;
  readonly decays: readonly Decay[];
  /** How many runs each row is the mean of. Trial i of every row has the seed `seed` + i, i from 0. */
  readonly trials: number;
  readonly seed: number;
}

/** What became of the rumor in one run. */
export type Outcome = Readonly<Record<Figure, number>>;

/** What the child says. `playing` comes every now and then, so that an endless loop is noticed from outside, too. */
export type Report =
  | { readonly type: 'loading' }
  | { readonly type: 'playing'; readonly round: number }
  /** The code does not do this variant, so there is nothing to measure. */
  | { readonly type: 'unwritten'; readonly decay: Decay }
  | { readonly type: 'row'; readonly decay: Decay; readonly k: number; readonly outcomes: readonly Outcome[] }
  | { readonly type: 'done'; readonly fault?: RunFault };
