import { STEPS, type Step } from '../steps.ts';
import { takeIn, type Submission } from './intake/take-in.ts';
import { judge, openBench } from './judge.ts';
import type { Report } from './report/report.ts';
import type { SubmissionResult } from './result.ts';
import type { Store } from './store.ts';
import { findTwins } from './twins.ts';

export interface GradeOptions {
  readonly paths: readonly string[];
  readonly steps?: readonly Step[];
  /** How many submissions are graded at a time. */
  readonly jobs: number;
  readonly store: Store;
  readonly onReady?: () => void;
  readonly onProgress?: (done: number, of: number, result: SubmissionResult) => void;
}

/** Grades a class. One submission that goes wrong, in whatever way, never stops the rest. */
export async function grade({ paths, steps = STEPS, jobs, store, onReady, onProgress }: GradeOptions): Promise<Report> {
  const bench = await openBench(steps, store);
  onReady?.();
  const submissions = withOwnNames(paths.map(takeIn));
  const results: SubmissionResult[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < submissions.length) {
      const index = next++;
      const result = await judge(bench, submissions[index]!);
      results[index] = result;
      onProgress?.(++done, submissions.length, result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
  return { steps, results, twins: findTwins(steps, submissions, bench.starters) };
}

/** Two folders of one name get their paths for names. */
function withOwnNames(submissions: readonly Submission[]): Submission[] {
  return submissions.map((submission) => {
    const shared = submissions.filter(({ name }) => name === submission.name).length > 1;
    return shared ? { ...submission, name: submission.path } : submission;
  });
}
