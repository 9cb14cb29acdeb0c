import { starterOf, todosOf } from '../../course/gaps.ts';
import { fileOf, type Step } from '../../course/steps.ts';
import type { StepOutcome, TestOutcome } from '../../verdict/outcome.ts';
import type { RunOptions } from '../../verdict/runner.ts';
import type { Finding } from './finding.ts';
import { judgeGap, judgeMutant, judgeRight, judgeStarter, seenFailure } from './judge.ts';
import { solutionOf, variantsOf, type Variant } from '../../course/material.ts';
import type { RunnerPool } from './pool.ts';

/** What came of running the tests of a step against everything they must tell apart. */
export interface Runs {
  readonly findings: readonly Finding[];
  readonly tests: number;
  readonly gaps: number;
  readonly mutants: number;
  readonly alternatives: number;
  /** What learners with each mistake would see, by the name of the wrong solution. */
  readonly seen: ReadonlyMap<string, TestOutcome>;
}

export interface RunsOptions {
  /** Under how many other seeds the step tests run, in place of those that learners see. */
  readonly outerSeeds?: number;
  /** Which wrong and other right solutions are run, by their place in the list. Unless told: all, and each gap by itself. */
  readonly wanted?: (variant: Variant, place: number) => boolean;
}

/** The environment variable that shifts the seeds, as read in `test/support/seed.ts`: one seed, or `1-100`. */
const OUTER_SEED = 'RUMOR_OUTER_SEED';

const SEEN_BY_LEARNERS = '0';

export async function runStep(root: string, step: Step, pool: RunnerPool, options: RunsOptions): Promise<Runs> {
  const solution = solutionOf(root, step);
  const todos = todosOf(solution, step.number);
  const wanted = options.wanted ?? (() => true);
  const mutants = variantsOf(root, 'mutants', step).filter(wanted);
  const alternatives = variantsOf(root, 'alternatives', step).filter(wanted);
  const gaps = options.wanted === undefined && todos.length > 1 ? todos : [];
  const seen = new Map<string, TestOutcome>();
  const where = `solutions/${fileOf(step)}`;
  let tests = 0;

  const run = async (about: string, runOptions: RunOptions, judge: (outcome: StepOutcome) => string[]): Promise<Finding[]> => {
    const under = async (seeds: string): Promise<Finding[]> => {
      const problems = judge(await pool.run(step, { env: { [OUTER_SEED]: seeds }, ...runOptions }));
      return problems.map((problem) => ({ where: about, problem: seeds === SEEN_BY_LEARNERS ? problem : `under outer seed ${seeds}, ${problem}` }));
    };
    const { outerSeeds = 0 } = options;
    if (outerSeeds === 0) return under(SEEN_BY_LEARNERS);
    // Most code is the same in one process, and that saves a hundred. Code that remembers is not.
    if ((await under(`1-${outerSeeds}`)).length === 0) return [];
    const apart = await Promise.all(Array.from({ length: outerSeeds }, (_, i) => under(String(i + 1))));
    return apart.flat();
  };

  const findings = await Promise.all([
    run(where, { source: starterOf(solution, step.number) }, (outcome) => judgeStarter(outcome, todos)),
    ...gaps.map((todo, i) => run(where, { source: starterOf(solution, step.number, i) }, (outcome) => judgeGap(outcome, todo))),
    run(where, {}, (outcome) => {
      tests = outcome.tests.length;
      return judgeRight(outcome, true);
    }),
    ...alternatives.map((each) =>
      run(each.where, { source: each.source }, (outcome) => [...styleProblems(each), ...judgeRight(outcome, claimsFurther(each))]),
    ),
    ...mutants.map((each) =>
      run(each.where, { source: each.source, untilFailure: true }, (outcome) => {
        const failure = seenFailure(outcome);
        if (failure !== undefined) seen.set(each.name, failure);
        return judgeMutant(each, outcome);
      }),
    ),
  ]);
  const inOrder = new Map([...seen].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { findings: findings.flat(), tests, gaps: todos.length, mutants: mutants.length, alternatives: alternatives.length, seen: inOrder };
}

/** Runs the solution of a step alone. */
export async function runSolution(step: Step, pool: RunnerPool, outerSeed: number): Promise<string[]> {
  return judgeRight(await pool.run(step, { env: { [OUTER_SEED]: String(outerSeed) } }), true);
}

/** An alternative says so when it does the further tasks too. */
function claimsFurther({ header }: Variant): boolean {
  return /the further tasks? too\.?$/.test(header.style ?? '');
}

function styleProblems({ header }: Variant): string[] {
  return header.style === undefined ? ['has no “style:” in the comment at its top'] : [];
}
