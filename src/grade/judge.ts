import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { starterOf } from '../course/gaps.ts';
import { ROOT } from '../course/root.ts';
import { fileOf, type Step } from '../course/steps.ts';
import { Refusal } from '../host/refusal.ts';
import { compileAll, compileModule, type Compiled } from './compile.ts';
import { explain } from './explain.ts';
import type { Submission } from './intake/take-in.ts';
import { compileKit, type Kit } from './kit.ts';
import { inLanes } from './lanes.ts';
import { withinReach } from './reach.ts';
import { isDoneHere, mark, sum, type Marked, type RunResult, type StepResult, type SubmissionResult } from './result.ts';
import { Cell, type CellResult } from './run-cell.ts';
import { keyOf, type Store } from './store.ts';
import { fingerprintsOf, normalised } from './same-files.ts';

type Modules = ReadonlyMap<string, Compiled>;

/** Everything that all submissions are judged with. */
export interface Bench {
  readonly steps: readonly Step[];
  readonly kit: Kit;
  /** The compiled solutions. */
  readonly reference: Modules;
  /** What everybody starts from, normalised, by step file. */
  readonly starters: ReadonlyMap<string, string>;
  /** The fingerprints of the solutions, by step folder. */
  readonly solutions: ReadonlyMap<string, string>;
  /** What the tests of each step are called, by step folder. */
  readonly titles: Readonly<Record<string, readonly string[]>>;
  /** How many required tests of each step pass when the code answers nothing, by step folder. */
  readonly free: Readonly<Record<string, number>>;
  readonly store: Store;
  /** What is being run: the same code is waited for, and not run beside itself. */
  readonly running: Map<string, Promise<CellResult>>;
}

/** The grader itself cannot be trusted: what must pass does not, or what must fail does not. */
class BenchError extends Refusal {
  override readonly name = 'BenchError';
}

/**
 * Sets up the bench, and tries it on what it must get right: solutions pass every test, and what
 * everybody starts from is done in no step.
 *
 * @param jobs how many steps are tried at a time
 */
export async function openBench(steps: readonly Step[], store: Store, jobs = 1): Promise<Bench> {
  const solutions = new Map(steps.map((step) => [fileOf(step), readFileSync(join(ROOT, 'solutions', fileOf(step)), 'utf8')]));
  const untouched = new Map(steps.map((step) => [fileOf(step), starterOf(solutions.get(fileOf(step))!, step.number)]));
  const [kit, reference] = await Promise.all([compileKit(steps), compileAll(solutions)]);
  const starters = new Map([...untouched].map(([file, text]) => [file, normalised(text)]));
  const bench: Bench = {
    steps,
    kit,
    reference,
    starters,
    solutions: fingerprintsOf(steps, { files: solutions }, starters),
    titles: {},
    free: {},
    store,
    running: new Map(),
  };
  await inLanes(jobs, steps, async (step) => {
    const cell = new Cell(kit, {});
    try {
      await tryOut(bench, cell, step, untouched.get(fileOf(step))!);
    } finally {
      cell.close();
    }
  });
  return bench;
}

async function tryOut(bench: Bench, cell: Cell, step: Step, starter: string): Promise<void> {
  const titles = await checkSolution(bench, cell, step);
  const wrong = await withText(bench, cell, step, starter);
  if (isDoneHere(wrong)) throw new BenchError(`what everybody starts from passes step ${step.folder}, so nobody can be graded`);
  let free = 0;
  for (const answer of IDLE_ANSWERS) free = Math.max(free, (await withText(bench, cell, step, idleOf(starter, answer))).required.passed);
  Object.assign(bench.titles, { [step.folder]: titles });
  Object.assign(bench.free, { [step.folder]: free });
}

async function checkSolution(bench: Bench, cell: Cell, step: Step): Promise<readonly string[]> {
  const right = await runUnit(bench, cell, step, upTo(bench, step, bench.reference));
  const first = right.tests.find((test) => !test.passed);
  const reason = right.refusal ?? right.trouble?.message ?? (first && `${first.title}\n${first.thrown?.message ?? ''}`);
  if (reason !== undefined || right.tests.length === 0) throw new BenchError(`the reference solution of step ${step.folder} fails here, so nobody can be graded: ${reason ?? 'it has no tests'}`);
  return right.tests.map(({ title }) => title);
}

/** Answers of code that does nothing. */
const IDLE_ANSWERS = ['[]', 'undefined', 'false'];

/** What everybody starts from, but with an answer in each gap in place of the TODO. */
function idleOf(starter: string, answer: string): string {
  return starter.replace(/throw new Error\('TODO [^\n]*/g, `return ${answer} as never;`);
}

/** A run of one file on the reference solutions of the other steps. */
async function withText(bench: Bench, cell: Cell, step: Step, text: string): Promise<Marked> {
  const module = await compileModule(fileOf(step), text);
  return mark(explain(await runUnit(bench, cell, step, upTo(bench, step, new Map([...bench.reference, [fileOf(step), module]]))), new Map()), 0);
}

/** Grades one submission. Whatever is wrong with it ends up in the result. */
export async function judge(bench: Bench, submission: Submission): Promise<SubmissionResult> {
  const started = performance.now();
  const own = await compileAll(submission.files);
  const cell = new Cell(bench.kit, bench.titles);
  const steps: StepResult[] = [];
  try {
    for (const step of bench.steps) {
      steps.push(submission.problem === undefined ? await judgeStep(bench, cell, submission, own, step, steps) : absent(bench, step, 'missing', submission));
    }
  } finally {
    cell.close();
  }
  return {
    name: submission.name,
    path: submission.path,
    ...(submission.problem === undefined ? {} : { problem: submission.problem }),
    ...(submission.note === undefined ? {} : { note: submission.note }),
    steps,
    points: { own: sum(steps.map(({ own: { points } }) => points)), reference: sum(steps.map(({ reference: { points } }) => points)) },
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

async function judgeStep(bench: Bench, cell: Cell, submission: Submission, own: Modules, step: Step, earlier: readonly StepResult[]): Promise<StepResult> {
  const file = fileOf(step);
  const text = submission.files.get(file);
  if (text === undefined) return absent(bench, step, 'missing', submission);
  if (normalised(text) === bench.starters.get(file)) return absent(bench, step, 'untouched', submission);
  const free = bench.free[step.folder]!;
  const first = mark(explain(await runUnit(bench, cell, step, own), own), free);
  const mixed = upTo(bench, step, new Map([...own, ...bench.reference, [file, own.get(file)!]]));
  // A second run could add nothing to a step that passes everything on earlier steps that are done.
  const settled = step.number === 1 || (earlier.every((each) => isDoneHere(each.own)) && first.points > 0 && isDoneHere(first) && first.further.passed === first.further.of);
  const second = settled ? first : mark(explain(await runUnit(bench, cell, step, mixed), mixed), free);
  const refused = first.refusal ?? second.refusal;
  return { step: step.number, folder: step.folder, state: refused === undefined ? 'graded' : 'refused', own: first, reference: second };
}

/** What a step may stand on when it stands on the reference: none of the later ones, which solve it too. */
function upTo({ steps }: Bench, step: Step, modules: Modules): Modules {
  const later = new Set(steps.filter(({ number }) => number > step.number).map(fileOf));
  return new Map([...modules].filter(([name]) => !later.has(name)));
}

/** Nothing to run. The tests are listed all the same: each of them failed. */
function absent(bench: Bench, step: Step, state: 'missing' | 'untouched', { unread }: Submission): StepResult {
  const message = state === 'missing' ? `${fileOf(step)} ${unread?.get(fileOf(step)) ?? 'is missing'}` : `${fileOf(step)} is as it was at the start`;
  const tests = bench.titles[step.folder]!.map((title) => ({ title, passed: false }));
  const run: RunResult = explain({ tests, trouble: { message, frames: [] }, printed: '' }, new Map());
  const marked: Marked = mark(run, 0);
  return { step: step.number, folder: step.folder, state, own: marked, reference: marked };
}

async function runUnit(bench: Bench, cell: Cell, step: Step, modules: Modules): Promise<CellResult> {
  const code = Object.fromEntries([...withinReach(bench.kit.tests[step.folder]!, modules)].map(([name, compiled]) => [name, compiled.code]));
  const key = keyOf(bench.kit.fingerprint, step.folder, code);
  const known = bench.store.get(key) ?? bench.running.get(key);
  if (known !== undefined) return known;
  const run = cell.run({ step: step.folder, modules: code });
  bench.running.set(key, run);
  try {
    const result = await run;
    if (result.cutShort === undefined) bench.store.set(key, result);
    return result;
  } finally {
    bench.running.delete(key);
  }
}
