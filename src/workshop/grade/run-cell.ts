import { randomBytes } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import type { Failure, Opening, Report, Thrown, Unit } from './cell/protocol.ts';
import type { Kit } from './compile.ts';
import { memoryOf, MEGABYTES_IN_ALL, startCell } from './walls.ts';

/** How much of the processor loading the code, and each test, may take, in milliseconds. Learners have two seconds. */
const PATIENCE = 3000;
/** On a busy machine a unit is tried again, with so many times the patience. */
const PATIENCE_FACTORS = [1, 4, 16];
/** What a unit may take of the processor as a whole, and how much longer it may take by the clock. */
const UNIT_BUDGET = 30_000;
const BUSY_FACTOR = 10;
/** How much later than its own time-out a cell may report. */
const GRACE = 10_000;
const MOST_OUTPUT = 8 << 20;
const MEMORY_CHECK_EVERY = 100;

/** One test, as the cell reported it. */
export interface CellTest {
  readonly title: string;
  readonly passed: boolean;
  readonly thrown?: Thrown;
  readonly endless?: true;
}

/** What became of a unit of work. */
export interface CellResult {
  readonly tests: readonly CellTest[];
  /** Why the tests were not run to their end. */
  readonly trouble?: { readonly message: string; readonly frames: readonly string[] };
  /** Why no verdict on this code can stand. */
  readonly refusal?: string;
  readonly printed: string;
  /** The unit was stopped from outside, or a test was: on a busier or calmer day the result may be another. */
  readonly cutShort?: true;
}

export type UnitRequest = Omit<Unit, 'id' | 'patience'>;

/** A cell for the code of one person. It is started when needed, and again after it has died. */
export class Cell {
  readonly #kit: Kit;
  readonly #titles: Readonly<Record<string, readonly string[]>>;
  #child: ChildProcess | undefined;
  #secret = '';
  #units = 0;

  /** @param titles what each step's tests are called; empty while nobody knows */
  constructor(kit: Kit, titles: Readonly<Record<string, readonly string[]>>) {
    this.#kit = kit;
    this.#titles = titles;
  }

  async run(request: UnitRequest): Promise<CellResult> {
    let result = await this.#try(request, PATIENCE_FACTORS[0]!);
    for (const factor of PATIENCE_FACTORS.slice(1)) if (result === 'starved') result = await this.#try(request, factor);
    return result === 'starved' ? { tests: [], printed: '', cutShort: true, trouble: { message: 'this machine was too busy to run the tests; try again', frames: [] } } : result;
  }

  async #try(request: UnitRequest, factor: number): Promise<CellResult | 'starved'> {
    const unit: Unit = { ...request, id: this.#units++, patience: PATIENCE * factor };
    const child = (this.#child ??= this.#open());
    const heard = new Hearing(unit, this.#secret);
    const ending = await heard.listen(child);
    if (ending !== undefined) this.close();
    return heard.starved ? 'starved' : heard.verdict(ending, this.#titles[unit.step]);
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #open(): ChildProcess {
    const child = startCell();
    this.#secret = randomBytes(24).toString('hex');
    const { cell, realm, tests } = this.#kit;
    const opening: Opening = { secret: this.#secret, realm, tests };
    // Whoever dies early closes the pipe; the end of the child is what counts, and is listened for.
    child.stdin!.on('error', () => {});
    child.stdin!.write(`${Buffer.byteLength(cell)}\n${cell}${JSON.stringify(opening)}\n`);
    return child;
  }
}

/** Why a unit did not come to its end. */
type Ending = { readonly why: 'silent' | 'slow' | 'memory' | 'output' | 'forged' | 'died'; readonly detail: string };

/** Listens to the reports on one unit, and believes none that does not fit. */
class Hearing {
  readonly #unit: Unit;
  readonly #secret: string;
  #titles: readonly string[] | undefined;
  #failure: Failure = {};
  #cpu = 0;
  starved = false;
  #tests: CellTest[] = [];
  #done: Extract<Report, { type: 'done' }> | undefined;

  constructor(unit: Unit, secret: string) {
    this.#unit = unit;
    this.#secret = secret;
  }

  /** Sends the unit, and resolves when it is done or will not be. */
  listen(child: ChildProcess): Promise<Ending | undefined> {
    return new Promise((resolve) => {
      let rest = '';
      let bytes = 0;
      let errors = '';
      let alarm: NodeJS.Timeout | undefined;
      const finish = (ending?: Ending): void => {
        for (const timer of [alarm, deadline]) clearTimeout(timer);
        clearInterval(memory);
        child.stdout!.off('data', onData);
        child.stderr!.off('data', onError);
        child.off('close', onClose).off('error', onFailure);
        if (ending !== undefined) child.on('error', () => {});
        resolve(ending);
      };
      const wait = (): void => {
        clearTimeout(alarm);
        alarm = setTimeout(() => finish({ why: 'silent', detail: '' }), this.#unit.patience + GRACE);
      };
      const onData = (data: Buffer): void => {
        bytes += data.length;
        if (bytes > MOST_OUTPUT) return finish({ why: 'output', detail: '' });
        const lines = (rest + data.toString()).split('\n');
        rest = lines.pop()!;
        for (const line of lines) {
          if (!this.#hear(line)) return finish({ why: 'forged', detail: line.slice(0, 80) });
          wait();
          if (this.#done !== undefined || this.starved) return finish();
          if (this.#cpu > UNIT_BUDGET) return finish({ why: 'slow', detail: '' });
        }
      };
      const onError = (data: Buffer): void => void (errors = (errors + data.toString()).slice(0, 4000));
      const onClose = (code: number | null, signal: string | null): void => finish({ why: 'died', detail: diedOf(code, signal, errors) });
      const onFailure = (error: Error): void => finish({ why: 'died', detail: error.message });
      const deadline = setTimeout(() => finish({ why: 'slow', detail: '' }), BUSY_FACTOR * UNIT_BUDGET);
      const memory = setInterval(() => {
        if ((memoryOf(child.pid!) ?? 0) > MEGABYTES_IN_ALL) finish({ why: 'memory', detail: '' });
      }, MEMORY_CHECK_EVERY);
      child.stdout!.on('data', onData);
      child.stderr!.on('data', onError);
      child.on('close', onClose).on('error', onFailure);
      if (child.exitCode !== null || child.signalCode !== null) return finish({ why: 'died', detail: 'it had ended before' });
      child.stdin!.write(`${JSON.stringify(this.#unit)}\n`);
      wait();
    });
  }

  /** Takes in a line; false if it is not what must come next. */
  #hear(line: string): boolean {
    if (!line.startsWith(`${this.#secret} `)) return false;
    const report = JSON.parse(line.slice(this.#secret.length + 1)) as Report;
    if (report.unit !== this.#unit.id) return false;
    this.#cpu = report.cpu;
    switch (report.type) {
      case 'loading':
        return this.#titles === undefined;
      case 'loaded': {
        if (this.#titles !== undefined) return false;
        this.#titles = report.titles;
        this.#failure = report;
        return true;
      }
      case 'test': {
        const { index, thrown, endless } = report;
        const title = this.#titles?.[index];
        if (title === undefined || index !== this.#tests.length) return false;
        const failed = thrown !== undefined || endless !== undefined;
        this.#tests.push({ title, passed: !failed, ...(thrown === undefined ? {} : { thrown }), ...(endless === undefined ? {} : { endless }) });
        return true;
      }
      case 'starved':
        return (this.starved = true);
      case 'done':
        this.#done = report;
        return this.#titles !== undefined;
    }
  }

  /** @param expected the titles that must have been reported, each once and in this order */
  verdict(ending: Ending | undefined, expected: readonly string[] | undefined): CellResult {
    const printed = this.#done?.printed ?? '';
    const titles = expected ?? this.#titles ?? [];
    const trouble = this.#trouble(ending, titles);
    const refusal = this.#done?.refusal ?? this.#misfit(ending, trouble !== undefined, titles);
    const cutShort = ending !== undefined || this.#failure.endless === true || this.#tests.some((test) => test.endless === true);
    const rest = { printed, ...(cutShort ? { cutShort: true as const } : {}) };
    if (refusal !== undefined) return { tests: titles.map(notRun), refusal, ...rest };
    const tests = titles.map((title, i) => this.#tests[i] ?? notRun(title));
    return { tests, ...rest, ...(trouble === undefined ? {} : { trouble }) };
  }

  #misfit(ending: Ending | undefined, troubled: boolean, titles: readonly string[]): string | undefined {
    if (ending?.why === 'forged') return `the process reported something that no test says: ${JSON.stringify(ending.detail)}`;
    if (this.#tests.some(({ title }, i) => title !== titles[i])) return 'tests were reported that this step does not have';
    if (!troubled && this.#tests.length !== titles.length) return `${this.#tests.length} of ${titles.length} tests were reported`;
    return undefined;
  }

  #trouble(ending: Ending | undefined, titles: readonly string[]): CellResult['trouble'] {
    const during = this.#titles === undefined ? 'while the file was loading' : `in the test "${titles[this.#tests.length] ?? ''}"`;
    const { thrown, endless } = this.#failure;
    if (this.#done?.gaveUp === true) return { message: `${this.#tests.filter((test) => test.endless).length} tests did not come back; the rest were not run`, frames: [] };
    if (thrown !== undefined) return { message: nameAndMessage(thrown), frames: thrown.frames };
    if (endless !== undefined) return { message: `the file did not finish loading within ${this.#unit.patience / 1000} s: a loop in it never ends`, frames: [] };
    switch (ending?.why) {
      case undefined:
      case 'forged':
        return undefined;
      case 'silent':
        return { message: `${during} the code did not come back, and was stopped`, frames: [] };
      case 'slow':
        return { message: `the tests of this step took more than ${UNIT_BUDGET / 1000} s together; the rest were not run`, frames: [] };
      case 'memory':
        return { message: `${during} the code took more than ${MEGABYTES_IN_ALL} MB of memory, and was stopped`, frames: [] };
      case 'output':
        return { message: `${during} the code reported without end, and was stopped`, frames: [] };
      case 'died':
        return { message: `${during} the process ended: ${ending.detail}`, frames: [] };
    }
  }
}

function notRun(title: string): CellTest {
  return { title, passed: false };
}

function diedOf(code: number | null, signal: string | null, errors: string): string {
  if (/heap out of memory|allocation failed/i.test(errors)) return 'it ran out of memory';
  return signal ?? `exit code ${code}`;
}

const SELF_EXPLAINING = ['Explained', 'NodeFault', 'ScenarioError'];

/** What a learner is told about an error. */
export function nameAndMessage({ name, message }: Thrown): string {
  return name === '' || SELF_EXPLAINING.includes(name) || message.startsWith('TODO ') ? message : `${name}: ${message}`;
}
