import { STEPS, type Step } from '../course/steps.ts';
import type { Expect } from './intake/people.ts';
import { takeIn, type Submission } from './intake/take-in.ts';
import { judge, openBench, type Bench } from './judge.ts';
import { inLanes } from './lanes.ts';
import type { Report } from './report/report.ts';
import type { SubmissionResult } from './result.ts';
import type { Store } from './store.ts';
import { findTwins, fingerprintsOf } from './same-files.ts';

export interface GradeOptions {
  readonly paths: readonly string[];
  readonly steps?: readonly Step[];
  /** How many submissions are graded at a time. */
  readonly jobs: number;
  readonly store: Store;
  readonly onReady?: () => void;
  readonly onProgress?: (done: number, of: number, result: SubmissionResult) => void;
}

/** Grades a class, one after the other as they are read. One submission that goes wrong, in whatever way, never stops the rest. */
export async function grade({ paths, steps = STEPS, jobs, store, onReady, onProgress }: GradeOptions): Promise<Report> {
  const bench = await openBench(steps, store, jobs);
  onReady?.();
  const rows: Row[] = [];
  let [done, of] = [0, paths.length];
  const queue = takeInAll(paths, (more) => void (of += more));
  await inLanes(jobs, queue, async ({ submission, place }, index) => {
    const result = await judgeAnyway(bench, submission);
    rows[index] = { ...result, place, fingerprints: fingerprintsOf(steps, submission, bench.starters) };
    onProgress?.(++done, of, result);
  });
  const named = withOwnNames(inOrder(rows));
  return { steps, results: named.map(({ place: _, fingerprints: __, ...result }) => result), twins: findTwins(steps, named, bench.solutions) };
}

/** A result, and what is needed to say where it stands. */
interface Row extends SubmissionResult {
  /** Which of the things that were handed over it comes from. */
  readonly place: number;
  readonly fingerprints: ReadonlyMap<string, string>;
}

function* takeInAll(paths: readonly string[], expect: Expect): Generator<{ readonly submission: Submission; readonly place: number }> {
  for (const [place, path] of paths.entries()) for (const submission of takeIn(path, paths.length > 1, expect)) yield { submission, place };
}

/** As they were handed over, and by name in each of these. */
export function inOrder<T extends { readonly place: number; readonly name: string }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => a.place - b.place || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** What goes wrong on our side (a process that cannot be started, say) is told in the row, and the rest goes on. */
async function judgeAnyway(bench: Bench, submission: Submission): Promise<SubmissionResult> {
  try {
    return await judge(bench, submission);
  } catch (error) {
    return judge(bench, { ...submission, problem: `it could not be graded, for reasons on this machine: ${(error as Error).message}` });
  }
}

type Named = Pick<Submission, 'name' | 'path'>;

/**
 * Those of one name are called by the ends of their paths, as far as these differ: `monday/ann` and
 * `friday/ann`. Those whose names still look the same, though they were not, get a number.
 */
export function withOwnNames<T extends Named>(submissions: readonly T[]): T[] {
  const taken = new Set<string>();
  return withPathsForNames(submissions).map((submission) => {
    let { name } = submission;
    for (let count = 2; taken.has(looksLike(name)); count++) name = `${submission.name} (${count})`;
    taken.add(looksLike(name));
    return { ...submission, name };
  });
}

/** What two names have in common that nobody tells from each other: composed letters or not, wide ones, any white space. */
function looksLike(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
}

function withPathsForNames<T extends Named>(submissions: readonly T[]): T[] {
  const byName = new Map<string, T[]>();
  for (const each of submissions) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  return submissions.map((submission) => {
    const others = byName.get(submission.name)!.filter((each) => each !== submission);
    const end = (path: string, length: number): string => path.split(/[\\/]/).slice(-length).join('/');
    let length = 1;
    while (length < submission.path.length && others.some(({ path }) => end(path, length) === end(submission.path, length))) length++;
    return others.length === 0 ? submission : { ...submission, name: end(submission.path, length) };
  });
}
