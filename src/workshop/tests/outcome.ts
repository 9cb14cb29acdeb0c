import type { Place } from '../place.ts';

/** What became of one test. */
export interface TestOutcome {
  readonly title: string;
  /** A further task: shown, and not needed to go on. */
  readonly further: boolean;
  readonly passed: boolean;
  /** The explanation of a failure: a few lines for the learner. */
  readonly message?: string;
  /** The line of the learner's code that threw, if one did. */
  readonly place?: Place;
}

/** What became of the tests of one step. */
export interface StepOutcome {
  readonly step: number;
  readonly tests: readonly TestOutcome[];
  /** Why the tests could not be run to their end: a file that does not load, a loop, a crash. */
  readonly trouble?: { readonly message: string; readonly place?: Place };
  /** What the code printed. */
  readonly printed: string;
}

/** The tests that must pass before the step is done. */
export function required(outcome: StepOutcome): readonly TestOutcome[] {
  return outcome.tests.filter((test) => !test.further);
}

/** Is the step done? Further tasks may be open. */
export function isDone(outcome: StepOutcome): boolean {
  return outcome.trouble === undefined && outcome.tests.length > 0 && required(outcome).every((test) => test.passed);
}
