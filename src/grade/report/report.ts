import type { Step } from '../../course/steps.ts';
import { POINTS, type Marked, type SubmissionResult } from '../result.ts';
import type { Twins } from '../same-files.ts';

/** Everything that a class has earned. */
export interface Report {
  readonly steps: readonly Step[];
  readonly results: readonly SubmissionResult[];
  readonly twins: readonly Twins[];
}

/** The most points a submission can get. */
export function mostPoints({ steps }: Pick<Report, 'steps'>): number {
  return POINTS * steps.length;
}

/** What to tell the learner first: the first thing that is wrong, in the order of the steps. */
export function firstFailure({ problem, steps }: SubmissionResult): { readonly step?: string; readonly text: string; readonly place?: string } | undefined {
  if (problem !== undefined) return { text: problem };
  for (const { folder, state, own, reference } of steps) {
    const refusal = own.refusal ?? reference.refusal;
    if (refusal !== undefined) return { step: folder, text: `refused: ${refusal}` };
    if (state === 'missing' || state === 'untouched') return { step: folder, text: own.trouble!.message };
    const failure = failureOf(own);
    if (failure !== undefined) return { step: folder, ...failure };
  }
  return undefined;
}

/** Why a run is not done: trouble, or the first required test that fails. */
function failureOf({ trouble, tests }: Marked): { readonly text: string; readonly place?: string } | undefined {
  if (trouble !== undefined) return { text: trouble.message, ...(trouble.place === undefined ? {} : { place: trouble.place }) };
  const test = tests.find(({ passed, further }) => !passed && !further);
  if (test === undefined) return undefined;
  return { text: [test.title, ...(test.message === undefined ? [] : [test.message])].join('\n'), ...(test.place === undefined ? {} : { place: test.place }) };
}
