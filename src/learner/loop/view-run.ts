import { resolve } from 'node:path';
import type { Film } from '../../view/film/film.ts';
import type { RunRequest } from '../../course/run/request.ts';
import { argumentsOf, type Spot } from '../../course/run/replay.ts';
import { ROOT } from '../../course/root.ts';
import { standardScenario } from '../../course/steps.ts';
import { parse } from '../../terminal/usage.ts';
import { RUN_FLAGS, wantedRun } from '../../course/run/wanted-run.ts';
import { replayOf, shownFailure, stepOf, type LoopState } from './state.ts';

/** A run to open in the viewer. */
export interface RunToView {
  readonly request: RunRequest;
  readonly spot: Spot;
  /** Which one it is, for the title. */
  readonly which: 'failing run' | 'standard run';
}

/**
 * What v opens: the run in which the failure on the screen happened, where it broke. A failure that
 * was not found in a run has none, and a later test's run would show another mistake than the one the
 * learner is at: then it is the standard run of the step.
 */
export function runToView(state: LoopState): RunToView {
  const replay = replayOf(shownFailure(state));
  if (replay !== undefined) return { ...wantedRun(parse({ name: 'play', flags: RUN_FLAGS }, argumentsOf(replay)), state.code), which: 'failing run' };
  const step = stepOf(state);
  return { request: { step: step.number, code: resolve(ROOT, state.code), scenario: standardScenario(step), trace: false }, spot: {}, which: 'standard run' };
}

/** The film under a title that says which run it is. */
export function titled(film: Film, { which }: RunToView): Film {
  return { ...film, title: `${film.title}, ${which}` };
}
