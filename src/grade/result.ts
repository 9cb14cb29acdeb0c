import { isDone, required } from '../verdict/outcome.ts';

/** What one test said about a submission. */
export interface TestResult {
  readonly title: string;
  readonly passed: boolean;
  /** A further task: counted apart. */
  readonly further: boolean;
  /** What the learner would read. */
  readonly message?: string;
  /** Where in their code: `02-push/push.ts:12`. */
  readonly place?: string;
}

/** The tests of a step, run against one set of files. */
export interface RunResult {
  readonly tests: readonly TestResult[];
  /** Why the tests could not be run to their end. */
  readonly trouble?: { readonly message: string; readonly place?: string };
  /** Why no verdict can stand: the code interfered, or handed over what cannot be judged. */
  readonly refusal?: string;
}

export interface Share {
  readonly passed: number;
  readonly of: number;
}

/** A run, counted. */
export interface Marked extends RunResult {
  /** 0 … {@link POINTS}, to one decimal: the share of the required tests that pass, beyond those that come for free. */
  readonly points: number;
  readonly required: Share;
  readonly further: Share;
}

export interface StepResult {
  readonly step: number;
  readonly folder: string;
  /** What became of the file: `untouched` is what everybody starts from. */
  readonly state: 'missing' | 'untouched' | 'graded' | 'refused';
  /** On their own earlier steps. */
  readonly own: Marked;
  /** On the reference solutions of the earlier steps. */
  readonly reference: Marked;
}

export interface SubmissionResult {
  readonly name: string;
  readonly path: string;
  /** Why it could not be graded at all. */
  readonly problem?: string;
  /** What whoever reads the row should know. */
  readonly note?: string;
  readonly steps: readonly StepResult[];
  readonly points: { readonly own: number; readonly reference: number };
  readonly seconds: number;
}

/** What a step is worth. */
export const POINTS = 10;

/**
 * Counts a run. One that cannot be judged is worth nothing.
 *
 * @param free how many required tests pass when the code answers nothing at all: "never returns the
 *             caller itself" is true of an empty list too, and must not earn anything
 */
export function mark(run: RunResult, free: number): Marked {
  const mustPass = share(required(run));
  const earned = run.refusal === undefined ? Math.max(0, mustPass.passed - free) : 0;
  const points = earned === 0 ? 0 : Math.floor((10 * POINTS * earned) / (mustPass.of - free)) / 10;
  return { ...run, points, required: mustPass, further: share(run.tests.filter(({ further }) => further)) };
}

function share(tests: readonly TestResult[]): Share {
  return { passed: tests.filter(({ passed }) => passed).length, of: tests.length };
}

/** Is the step done, as the loop would say, and can that be said? */
export function isDoneHere(run: RunResult): boolean {
  return run.refusal === undefined && isDone(run);
}

export function sum(points: readonly number[]): number {
  return Math.round(10 * points.reduce((a, b) => a + b, 0)) / 10;
}
