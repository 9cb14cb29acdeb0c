import type { Film } from '../../view/film/film.ts';
import type { Hint } from '../../course/hints.ts';
import type { Written } from '../progress/standing.ts';
import type { Progress } from '../progress/store.ts';
import type { RunFault } from '../../recording/messages.ts';
import { STEPS, type Step } from '../../course/steps.ts';
import { isDone, type StepOutcome, type TestOutcome } from '../../verdict/outcome.ts';
import { explanationIn } from '../../verdict/explanation.ts';
import { firstFailure } from '../../verdict/tell.ts';

/** What fills the space between the first lines and the menu. */
export type Panel = 'verdict' | 'tests' | 'steps' | 'hint' | 'why' | 'end' | 'compare' | 'help';

/** Something that must be confirmed before it is done. */
export type Question =
  | { readonly ask: 'reset' }
  | { readonly ask: 'compare' }
  | { readonly ask: 'catch up' }
  /** The code around the gaps of earlier steps is older than this step needs. */
  | { readonly ask: 'update' };

/** Everything the screen is made of. */
export interface LoopState {
  readonly progress: Progress;
  /** Whose code: `steps`, as a rule. */
  readonly code: string;
  /** What stands in the files of all steps. */
  readonly files: readonly Written[];
  /** The tests are running: the verdict on the screen, if there is one, is the last one. */
  readonly testing: boolean;
  readonly outcome?: StepOutcome;
  /** The tests, or the recording, mostly stand in line for the processor. */
  readonly busy?: true;
  /** Further tasks, if the step has any, are still being tested. */
  readonly more?: true;
  /** The first failure of the run under way, known before the verdict. */
  readonly early?: TestOutcome;
  /** The film of this code is being made. There is none on the screen then: it would be of other code. */
  readonly recording: boolean;
  readonly film?: Film;
  readonly fault?: RunFault;
  /** Which frame of the film is on the screen. */
  readonly position: number;
  /** The first type error of the step, and how many there are. */
  readonly types?: { readonly first: string; readonly count: number };
  /** The viewer is about to have the screen: its run is being recorded. */
  readonly opening?: true;
  readonly panel: Panel;
  readonly scroll: number;
  readonly question?: Question;
  /** A sentence about what was just done. It is gone with the next key, and with the next save. */
  readonly notice?: string;
  readonly hints: readonly Hint[];
  /** Why the reference does it so. Shown when the step is done. */
  readonly why?: string;
  /** The answer to what the lesson lets predict. */
  readonly answer?: string;
  /** How many lines stand in the gaps of the learner's own files, for the page after the last step. */
  readonly written?: number;
  /** A guess, as far as it is typed. */
  readonly guessing?: string;
  /** The line of the first gap that still holds its TODO. */
  readonly gap?: number;
  /** The learner's code and the solution, for the panel `compare`. */
  readonly compare?: { readonly mine: string; readonly solution: string };
}

/** How far a page on the screen can be scrolled: by so many lines at once, and to which line at most. */
export interface Reach {
  readonly page: number;
  readonly last: number;
}

/** What was read when the files were looked at. */
export interface Look {
  readonly files: readonly Written[];
  readonly gap?: number;
}

export type LoopEvent =
  | { readonly type: 'key'; readonly name: string; readonly text?: string; readonly reach?: Reach }
  /** The tests begin: what is known about the code is old. `saved`: because a file changed. */
  | { readonly type: 'testing'; readonly saved: boolean; readonly look: Look }
  /** This takes long, and that is not the code's doing. */
  | { readonly type: 'busy' }
  /** One of the tests has failed, and the others are running. */
  | { readonly type: 'failing'; readonly test: TestOutcome }
  /** Comes twice when all passes: first without the further tasks, of which more is known later. */
  | { readonly type: 'tested'; readonly outcome: StepOutcome; readonly more?: true }
  | { readonly type: 'recorded'; readonly film: Film | undefined; readonly fault: RunFault | undefined }
  | { readonly type: 'checked'; readonly first: string | undefined; readonly count: number }
  /** Another step was tested, on the files with this fingerprint. */
  | { readonly type: 'surveyed'; readonly step: number; readonly of: string; readonly passed: boolean }
  | { readonly type: 'tick' }
  | { readonly type: 'notice'; readonly text: string }
  /** The viewer has given the screen back, or there was nothing to view. */
  | { readonly type: 'viewed'; readonly text: string }
  /** The learner is at a step. */
  | { readonly type: 'entered'; readonly step: number; readonly hints: readonly Hint[]; readonly why?: string; readonly answer?: string; readonly look: Look }
  /** The code around the gaps of earlier steps is older than this step needs. */
  | { readonly type: 'outdated' }
  /** The last step is done, and somebody asked what comes next. */
  | { readonly type: 'ended'; readonly written: number }
  | { readonly type: 'compare'; readonly mine: string; readonly solution: string };

/** What the world has to do after an event. */
export type Todo =
  | { readonly do: 'test' }
  | { readonly do: 'remember' }
  | { readonly do: 'go to'; readonly step: number }
  | { readonly do: 'view' }
  | { readonly do: 'read both' }
  | { readonly do: 'end' }
  | { readonly do: 'reset' }
  | { readonly do: 'catch up'; readonly step: number }
  | { readonly do: 'update' }
  | { readonly do: 'quit' };

export interface Next {
  readonly state: LoopState;
  readonly todo: readonly Todo[];
}

export function stepOf(state: LoopState): Step {
  return STEPS[state.progress.current - 1]!;
}

/** Do all tests pass, as far as is known? A failure of the run under way is known before its verdict. */
export function isGreen({ outcome, early }: LoopState): boolean {
  return outcome !== undefined && early === undefined && isDone(outcome);
}

/** Where there is no step after this one, nothing should offer to go on to it. */
export function isLast(state: LoopState): boolean {
  return state.progress.current === STEPS.length;
}

/** The failing test that the screen explains. */
export function shownFailure({ early, outcome }: LoopState): TestOutcome | undefined {
  return early ?? (outcome && firstFailure(outcome));
}

/** The command that shows the run in which a test failed, if it failed in one. */
export function replayOf(failure: TestOutcome | undefined): string | undefined {
  return explanationIn(failure?.message ?? '')?.replay;
}
