import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { Writable } from 'node:stream';
import { createVitest, type TestCase, type TestModule, type Vitest } from 'vitest/node';
import { codeFrom } from './code-plugin.ts';
import { placeAmong, placeIn, type Place } from '../course/place.ts';
import { slashed } from '../course/slashed.ts';
import { fileOf, type Step } from '../course/steps.ts';
import { causes, doesNotLoad, early, ended, explain, type VitestError } from './explain.ts';
import { missingExportIn } from './exports.ts';
import { GuardedWorker, type Ending } from './guarded-worker.ts';
import { HEARTBEAT_VARIABLE, PATIENCE_VARIABLE, type EarlyFailure, type EarlyPass } from './heartbeat.ts';
import { Nursery } from './nursery.ts';
import { printable } from '../terminal/printable.ts';
import { FURTHER, type StepOutcome, type TestOutcome, type Trouble } from './outcome.ts';
import { stepTests } from './step-tests.ts';

export interface RunnerOptions {
  /** The folder of the repository. */
  readonly root: string;
  /** The folder the code is loaded from: `steps`, `solutions`, or another of the same shape. */
  readonly code: string;
  /**
   * Keep a child process in reserve, for a runner that is used more than once. `true` starts it while
   * tests run, for runs that follow one another; `between runs` leaves the processor to the tests, so
   * that a verdict for which somebody waits comes sooner.
   */
  readonly ahead?: true | 'between runs';
}

/** One run, if it is not the plain one. */
export interface RunOptions {
  /** What is read in place of the step's file. */
  readonly source?: string;
  /** Environment variables of the child that runs the tests. */
  readonly env?: Readonly<Record<string, string>>;
  /** How much of the processor one test may take, in seconds, where the usual two may be too short. */
  readonly patience?: number;
  /** Leave out what comes after the first failure. */
  readonly untilFailure?: boolean;
  /**
   * Hears of the first failure of the step's own tasks while the other tests still run. Where in the
   * code it happened is known at the end only.
   */
  readonly onFailure?: (test: TestOutcome) => void;
  /**
   * Hears that all tests of the step's own tasks have passed while those of further tasks still run.
   * What the code printed is known at the end only.
   */
  readonly onPass?: (outcome: StepOutcome) => void;
  /** Hears that the verdict takes longer because the tests mostly stand in line for the processor. */
  readonly onBusy?: () => void;
}

/** What the workers of the run under way have told. */
interface Happened {
  endings: Ending[];
  printed: string;
  worker: GuardedWorker | undefined;
  onEarly: (sign: EarlyFailure | EarlyPass) => void;
  onBusy: () => void;
  /** A cancelled run is under way until Vitest has noticed. */
  state: 'idle' | 'running' | 'cancelled';
}

const MOST_PRINTED = 20_000;

const IMPORTS = { atOnce: new URL('at-once.js', import.meta.url).href, inReserve: new URL('in-reserve.js', import.meta.url).href };

/** Runs the tests of steps against the code of a folder, in child processes that can be stopped. */
export class TestRunner {
  readonly #root: string;
  readonly #code: string;
  readonly #ahead: RunnerOptions['ahead'];
  readonly #vitest: Vitest;
  readonly #nursery: Nursery;
  readonly #happened: Happened;
  readonly #standIns: Map<string, string>;

  private constructor(options: RunnerOptions, vitest: Vitest, nursery: Nursery, happened: Happened, standIns: Map<string, string>) {
    this.#root = options.root;
    this.#code = options.code;
    this.#ahead = options.ahead;
    this.#vitest = vitest;
    this.#nursery = nursery;
    this.#happened = happened;
    this.#standIns = standIns;
  }

  static async open(options: RunnerOptions): Promise<TestRunner> {
    const { root, code } = options;
    const standIns = new Map<string, string>();
    const betweenRuns = options.ahead === 'between runs';
    const nursery = new Nursery(options.ahead === true, betweenRuns ? IMPORTS : undefined);
    const happened: Happened = { endings: [], printed: '', worker: undefined, onEarly: () => undefined, onBusy: () => undefined, state: 'idle' };
    const vitest = await createVitest(
      'test',
      {
        root,
        config: false,
        watch: false,
        ...stepTests,
        ...(betweenRuns ? { server: { deps: { external: [unchanging(root)] } } } : {}),
        reporters: [{}],
        disableConsoleIntercept: true,
        maxWorkers: 1,
        env: { [HEARTBEAT_VARIABLE]: '1' },
        pool: {
          name: 'rumor-has-it',
          createPoolWorker: (recipe) => {
            nursery.prepare(recipe);
            const worker = new GuardedWorker(nursery, {
              onBusy: () => happened.onBusy(),
              onEnding: (ending) => void happened.endings.push(ending),
              onPrinted: (text) => print(happened, text),
              onEarly: (sign) => happened.onEarly(sign),
            });
            happened.worker = worker;
            // Cancelled before there was anything to stop.
            if (happened.state === 'cancelled') void worker.stop();
            return worker;
          },
        },
      },
      { plugins: [codeFrom(root, code, standIns)], logLevel: 'silent', server: { watch: null } },
      // Vitest hides the cursor, among other things. The terminal is ours.
      { stdout: nowhere(), stderr: nowhere() },
    );
    return new TestRunner(options, vitest, nursery, happened, standIns);
  }

  /** Runs the tests of one step once. */
  async run(step: Step, options: RunOptions = {}): Promise<StepOutcome> {
    this.#standIn(step, options.source);
    this.#happened.onBusy = options.onBusy ?? (() => undefined);
    const missing = this.#missingExport(step, options.source);
    let told: readonly string[] = [];
    this.#happened.onEarly = (sign) => {
      if (sign.rumorHasIt === 'pass') {
        told = sign.tests;
        options.onPass?.(passed(step, sign));
      }
      // That something is missing is told with the verdict, and better.
      else if (missing === undefined) options.onFailure?.(early(sign));
    };
    const { config } = this.#vitest.getRootProject();
    config.env = { [HEARTBEAT_VARIABLE]: '1', ...(options.patience === undefined ? {} : { [PATIENCE_VARIABLE]: String(options.patience) }), ...options.env };
    config.bail = options.untilFailure === true ? 1 : 0;
    this.#happened.endings = [];
    this.#happened.worker = undefined;
    this.#happened.printed = '';
    const file = slashed(resolve(this.#root, 'test', `${step.folder}.test.ts`));
    const specification = this.#vitest.getRootProject().createSpecification(file);
    const exitCode = process.exitCode;
    this.#readAhead(step);
    this.#happened.state = 'running';
    const result = await this.#vitest.runTestSpecifications([specification]).finally(() => (this.#happened.state = 'idle'));
    process.exitCode = exitCode;
    if (this.#ahead === 'between runs') setImmediate(() => setImmediate(() => this.#refill()));
    // What the code printed came before its verdict, and may still have to be read.
    await new Promise(setImmediate);
    const module = result.testModules.find(({ moduleId }) => slashed(moduleId) === file);
    const tests = module === undefined ? [] : [...module.children.allTests()].map((test) => this.#outcomeOf(test, told));
    const printed = printable(this.#happened.printed);
    const ending = this.#happened.endings[0];
    if (ending !== undefined && isOfFurther(ending, tests)) return { step: step.number, tests: withEnding(tests, ending), printed };
    const failed = tests.some((test) => !test.passed && !test.further);
    const trouble = this.#troubleOf(step, module, result.unhandledErrors) ?? (failed ? missing : undefined);
    return { step: step.number, tests, printed, ...(trouble === undefined ? {} : { trouble }) };
  }

  /** Ends the run under way, whose answer is then worth nothing. */
  cancel(): void {
    if (this.#happened.state === 'idle') return;
    this.#happened.state = 'cancelled';
    void this.#happened.worker?.stop();
    if (this.#ahead !== undefined) this.#nursery.refill(true);
  }

  /** The next child is started when the verdict is out, unless the next run has begun by then. */
  #refill(): void {
    if (this.#happened.state === 'idle') this.#nursery.refill();
  }

  /** Reads the step's file while its child starts, which would have to wait for it. What is wrong with it, the child is told. */
  #readAhead(step: Step): void {
    const url = `/${slashed(relative(this.#root, resolve(this.#root, this.#code, fileOf(step))))}`;
    this.#vitest.vite.environments.ssr.transformRequest(url).catch(() => undefined);
  }

  /** Forgets what was read of a file that has changed. */
  invalidate(file: string): void {
    this.#vitest.invalidateFile(slashed(resolve(this.#root, file)));
  }

  /** Ends every child at once. Nothing can be run afterwards. */
  abandon(): void {
    this.cancel();
    this.#nursery.close();
  }

  async close(): Promise<void> {
    this.#nursery.close();
    await this.#vitest.close();
  }

  /** Vitest tells results in batches, and a child that is stopped takes the last ones with it: what it has `told` by itself counts. */
  #outcomeOf(test: TestCase, told: readonly string[]): TestOutcome {
    const result = test.result();
    const error = result.errors?.[0] as VitestError | undefined;
    const place = error && this.#placeOf(error);
    return {
      title: test.name.startsWith(FURTHER) ? test.name.slice(FURTHER.length) : test.name,
      further: test.name.startsWith(FURTHER),
      passed: result.state === 'passed' || (result.state === 'pending' && told.includes(test.name)),
      ...(error === undefined ? {} : { message: explain(error) }),
      ...(place === undefined ? {} : { place }),
    };
  }

  /** How the learner knows the file of a step. */
  #nameOf(step: Step): string {
    return `${slashed(this.#code)}/${fileOf(step)}`;
  }

  #missingExport(step: Step, source: string | undefined): Trouble | undefined {
    const test = resolve(this.#root, 'test', `${step.folder}.test.ts`);
    const name = missingExportIn(test, fileOf(step), resolve(this.#root, this.#code, fileOf(step)), source);
    return name === undefined ? undefined : { message: `${this.#nameOf(step)} must export a function ${name}, and it does not. The tests call it.`, reset: true };
  }

  #troubleOf(step: Step, module: TestModule | undefined, unhandled: readonly unknown[]): Trouble | undefined {
    const ending = this.#happened.endings[0];
    const file = this.#nameOf(step);
    if (ending !== undefined) return { message: ended(ending, file), ...(ending.during === undefined ? {} : { stopped: true }) };
    const error = (module?.errors()[0] ?? unhandled[0]) as VitestError | undefined;
    if (error === undefined) return undefined;
    const known = doesNotLoad(error, file, this.#standIns.has(fileOf(step)) || existsSync(resolve(this.#root, this.#code, fileOf(step))));
    if (known !== undefined) return known;
    const place = this.#placeOf(error);
    return { message: explain(error), ...(place === undefined ? {} : { place }) };
  }

  /** Reads `source` in place of the step's file in this run, and no other file in place of its own. */
  #standIn(step: Step, source: string | undefined): void {
    const before = new Map(this.#standIns);
    this.#standIns.clear();
    if (source !== undefined) this.#standIns.set(fileOf(step), source);
    for (const file of new Set([...before.keys(), ...this.#standIns.keys()])) {
      if (before.get(file) !== this.#standIns.get(file)) this.invalidate(join(this.#code, file));
    }
  }

  /** The line of the code under test; a test's own frames are not the learner's business. */
  #placeOf(error: VitestError): Place | undefined {
    const code = resolve(this.#root, this.#code);
    for (const { message = '', stacks = [], stack = '' } of causes(error)) {
      const frames = stacks.map(({ file, line }) => ({ file: resolve(file), line }));
      const place = placeAmong(frames, message, code, this.#root) ?? placeIn(stack, code, this.#root);
      if (place !== undefined) return place;
    }
    return undefined;
  }
}

/** Did what had to be stopped, or died, stand in a further task? The step is done all the same, as has been told. */
function isOfFurther({ during }: Ending, tests: readonly TestOutcome[]): boolean {
  return during?.startsWith(FURTHER) === true && tests.every((test) => test.further || test.passed);
}

function withEnding(tests: readonly TestOutcome[], ending: Ending): TestOutcome[] {
  const title = ending.during!.slice(FURTHER.length);
  return tests.map((test) => (test.title === title ? { ...test, passed: false, message: ended(ending, '') } : test));
}

function passed(step: Step, { tests }: EarlyPass): StepOutcome {
  return { step: step.number, tests: tests.map((title) => ({ title, further: false, passed: true })), printed: '' };
}

/** Files that no save changes. Vitest leaves them to Node, so that a child in reserve can have loaded them already. */
function unchanging(root: string): RegExp {
  const literally = slashed(root).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`^${literally}/(src|test/support)/`);
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

function print(happened: Happened, text: string): void {
  const room = MOST_PRINTED - happened.printed.length;
  if (room > 0) happened.printed += text.slice(0, room);
}
