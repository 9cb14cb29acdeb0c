import type { RunFault } from '../../../recording/messages.ts';

/** What the child is asked to do. */
export interface Request {
  /** The absolute path of the folder the code is loaded from. */
  readonly code: string;
  readonly experiment: string;
  /** How many runs each column is the mean of. Run i has the seed `seed` + i, i from 0. */
  readonly trials: number;
  readonly seed: number;
}

/** A column of a block, each counted from 0. */
interface Column {
  readonly block: number;
  readonly series: number;
}

export type Report =
  | { readonly type: 'loading' }
  | { readonly type: 'playing'; readonly round: number }
  /** For each run a value a row. */
  | (Column & { readonly type: 'measured'; readonly outcomes: readonly (readonly number[])[] })
  | (Column & { readonly type: 'unwritten'; readonly why: string })
  | { readonly type: 'done'; readonly fault?: RunFault };
