import type { Place } from '../course/place.ts';

/** How the title of a further task begins: shown, and not needed to go on. */
export const FURTHER = 'further: ';

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

/** Why tests could not be run to their end. */
export interface Trouble {
  readonly message: string;
  readonly place?: Place;
  /** A reset of the step would mend it. */
  readonly reset?: true;
  /** The tests were under way, and had to be stopped. */
  readonly stopped?: true;
}

/** What became of the tests of one step. */
export interface StepOutcome {
  readonly step: number;
  readonly tests: readonly TestOutcome[];
  /** Why the tests could not be run to their end: a file that does not load, a loop, a crash. */
  readonly trouble?: Trouble;
  /** What the code printed. */
  readonly printed: string;
}

/** The tests that must pass before the step is done. */
export function required<T extends Pick<TestOutcome, 'further'>>(outcome: { readonly tests: readonly T[] }): readonly T[] {
  return outcome.tests.filter((test) => !test.further);
}

/** Is the step done? Further tasks may be open. */
export function isDone(outcome: { readonly tests: readonly Pick<TestOutcome, 'further' | 'passed'>[]; readonly trouble?: object }): boolean {
  return outcome.trouble === undefined && outcome.tests.length > 0 && required(outcome).every((test) => test.passed);
}

/** How far the further tasks are. Undefined while the step itself is not done: code that does nothing passes some of them by luck. */
export function furtherTasks(outcome: StepOutcome): { readonly done: number; readonly tests: readonly TestOutcome[] } | undefined {
  const tests = outcome.tests.filter((test) => test.further);
  if (tests.length === 0 || !isDone(outcome)) return undefined;
  return { done: tests.filter((test) => test.passed).length, tests };
}

/** The names of the further tasks that are open in a step that is done: what stands before the colon of their tests. */
export function openFurther(outcome: StepOutcome): readonly string[] {
  const open = furtherTasks(outcome)?.tests.filter((test) => !test.passed) ?? [];
  return [...new Set(open.map(({ title }) => title.replace(/: .*/, '')))];
}
