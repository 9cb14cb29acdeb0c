import { STEPS, type Step } from '../steps.ts';
import { takeIn, type Submission } from './intake/take-in.ts';
import { judge, openBench, type Bench } from './judge.ts';
import { inLanes } from './lanes.ts';
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
  const bench = await openBench(steps, store, jobs);
  onReady?.();
  const submissions = withOwnNames(paths.map(takeIn));
  const results: SubmissionResult[] = [];
  let done = 0;
  await inLanes(jobs, submissions, async (submission, index) => {
    const result = await judgeAnyway(bench, submission);
    results[index] = result;
    onProgress?.(++done, submissions.length, result);
  });
  return { steps, results, twins: findTwins(steps, submissions, bench.starters) };
}

/** What goes wrong on our side (a process that cannot be started, say) is told in the row, and the rest goes on. */
async function judgeAnyway(bench: Bench, submission: Submission): Promise<SubmissionResult> {
  try {
    return await judge(bench, submission);
  } catch (error) {
    return judge(bench, { ...submission, problem: `it could not be graded, for reasons on this machine: ${(error as Error).message}` });
  }
}

/** Two folders of one name get their paths for names. */
function withOwnNames(submissions: readonly Submission[]): Submission[] {
  return submissions.map((submission) => {
    const shared = submissions.filter(({ name }) => name === submission.name).length > 1;
    return shared ? { ...submission, name: submission.path } : submission;
  });
}
