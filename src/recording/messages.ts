import type { Film, FilmFault } from '../view/film/film.ts';

/** Why a run did not get to its end, and where in the code: `file:line`. Round 0: before the first one. */
export interface RunFault extends FilmFault {
  readonly place?: string;
}

/** What came of a run, beside what there is to see. */
export interface Outcome {
  readonly fault?: RunFault;
  /** What was asked for, and is not what was played. */
  readonly note?: string;
}

/** What the child says. `loading` comes first, so that a file that never finishes loading is noticed. */
export type Report =
  | { readonly type: 'loading' }
  | { readonly type: 'playing'; readonly round: number }
  | ({ readonly type: 'done'; readonly film?: Film } & Outcome);

/** The exit code of a child whose trace nobody reads any more (`| head`), as a shell would have it. */
export const READER_GONE = 141;
