import type { Scenario } from '../sim/scenario.ts';
import type { Film, FilmFault } from '../view/film/film.ts';

/** What the child that records is asked to do. */
export interface Request {
  readonly step: number;
  /** The absolute path of the folder the code is loaded from. */
  readonly code: string;
  readonly scenario: Scenario;
  /** Play all rounds of the scenario, also those in which there is nothing new to see. */
  readonly whole?: boolean;
  /** Print the trace as JSON Lines on standard output, instead of making a film. */
  readonly trace: boolean;
}

/** Why a run did not get to its end, and where in the code: `file:line`. Round 0: before the first one. */
export interface RunFault extends FilmFault {
  readonly place?: string;
}

/** What the child says. `loading` comes first, so that a file that never finishes loading is noticed. */
export type Report =
  | { readonly type: 'loading' }
  | { readonly type: 'playing'; readonly round: number }
  | { readonly type: 'done'; readonly film?: Film; readonly fault?: RunFault };

/** The exit code of a child whose trace nobody reads any more (`| head`), as a shell would have it. */
export const READER_GONE = 141;
