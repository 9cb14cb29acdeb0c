import { randomBytes } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import type { Opening, Report, Thrown, Unit } from './cell/protocol.ts';
import type { Kit } from './kit.ts';
import { hear, type Ending } from './run-unit.ts';
import { MEGABYTES_IN_ALL, startCell } from './walls.ts';
import { BUDGET, LONGEST, PATIENCE } from './watch.ts';

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
  /** Something was stopped from outside: on another day the result may be another. */
  readonly cutShort?: true;
}

export type UnitRequest = Pick<Unit, 'step' | 'modules'>;

/** After so many tests that did not come back, the rest is not run. */
const MOST_ENDLESS = 3;

/** A cell for the code of one person. It is started when needed, and again after it was ended. */
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

  /** Runs the tests of a step. One that does not come back costs the cell; the next one runs in a new cell. */
  async run(request: UnitRequest): Promise<CellResult> {
    const protocol = new Protocol(this.#titles[request.step]);
    let ending: Ending | undefined;
    do {
      const unit: Unit = { ...request, id: this.#units++, from: protocol.next };
      this.#child ??= this.#open();
      protocol.begin();
      ending = await hear(this.#child, this.#secret, unit, (report) => protocol.believe(report));
      if (ending !== undefined) this.close();
    } while (ending?.why === 'endless' && protocol.skipEndless());
    return protocol.verdict(ending);
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #open(): ChildProcess {
    const child = startCell();
    this.#secret = randomBytes(24).toString('hex');
    const { cell, realm, tests } = this.#kit;
    // Later than whoever watches from here would end it, so that the cell does so only when nobody is left here.
    const opening: Opening = { secret: this.#secret, longest: 2 * LONGEST, realm, tests };
    // Whoever dies early closes the pipe; the end of the child is what counts, and is listened for.
    child.stdin!.on('error', () => {});
    child.stdin!.write(`${Buffer.byteLength(cell)}\n${cell}${JSON.stringify(opening)}\n`);
    return child;
  }
}

/** Keeps what a cell says about a unit, and accepts only what must come next. */
class Protocol {
  readonly #expected: readonly string[] | undefined;
  readonly #tests: CellTest[] = [];
  #titles: readonly string[] | undefined;
  #loaded = false;
  #thrown: Thrown | undefined;
  #refusal: string | undefined;
  #printed = '';

  /** @param expected the titles that must be reported, each once and in this order */
  constructor(expected: readonly string[] | undefined) {
    this.#expected = expected;
  }

  /** The first test that has not been reported. */
  get next(): number {
    return this.#tests.length;
  }

  begin(): void {
    this.#loaded = false;
  }

  believe(report: Report): boolean {
    // Once refused is refused for good: the cell that found it may be ended by a later test.
    if (report.type !== 'loading') this.#refusal ??= report.refusal;
    switch (report.type) {
      case 'loading':
        return !this.#loaded;
      case 'loaded':
        if (this.#loaded || !same(report.titles, this.#titles ?? this.#expected)) return report.thrown !== undefined && this.#fail(report.thrown);
        this.#loaded = true;
        this.#titles = report.titles;
        this.#thrown = report.thrown;
        return true;
      case 'test':
        return this.#loaded && report.index === this.#tests.length && this.#add({ passed: report.thrown === undefined, ...thrownOf(report) });
      case 'done':
        this.#printed = report.printed;
        return this.#loaded;
    }
  }

  /** A file that throws while it is loaded leaves the tests without names. */
  #fail(thrown: Thrown): boolean {
    this.#loaded = true;
    this.#thrown = thrown;
    return true;
  }

  #add(test: Omit<CellTest, 'title'>): boolean {
    const title = this.#titles?.[this.#tests.length];
    if (title !== undefined) this.#tests.push({ title, ...test });
    return title !== undefined;
  }

  /** The test that was running did not come back. Answers whether the others are worth running. */
  skipEndless(): boolean {
    if (!this.#loaded || !this.#add({ passed: false, endless: true })) return false;
    return this.#endless() < MOST_ENDLESS && this.#tests.length < this.#titles!.length;
  }

  #endless(): number {
    return this.#tests.filter((test) => test.endless === true).length;
  }

  verdict(ending: Ending | undefined): CellResult {
    const titles = this.#expected ?? this.#titles ?? [];
    const rest = { printed: this.#printed, ...(ending === undefined && this.#endless() === 0 ? {} : { cutShort: true as const }) };
    const trouble = this.#trouble(ending, titles);
    const refusal = this.#refusal ?? this.#misfit(ending, trouble !== undefined, titles);
    if (refusal !== undefined) return { tests: titles.map(notRun), refusal, ...rest };
    const tests = titles.map((title, i) => this.#tests[i] ?? notRun(title));
    return { tests, ...rest, ...(trouble === undefined ? {} : { trouble: { message: trouble, frames: this.#thrown?.frames ?? [] } }) };
  }

  #misfit(ending: Ending | undefined, troubled: boolean, titles: readonly string[]): string | undefined {
    if (ending?.why === 'forged') return `the process reported something that no test says: ${JSON.stringify(ending.detail)}`;
    if (!troubled && this.#tests.length !== titles.length) return `${this.#tests.length} of ${titles.length} tests were reported`;
    return undefined;
  }

  #trouble(ending: Ending | undefined, titles: readonly string[]): string | undefined {
    if (this.#thrown !== undefined) return nameAndMessage(this.#thrown);
    const during = this.#loaded ? `in the test "${titles[this.#tests.length] ?? ''}"` : 'while the file was loading';
    switch (ending?.why) {
      case undefined:
      case 'forged':
        return undefined;
      case 'endless':
        if (!this.#loaded) return `the file did not finish loading within ${PATIENCE / 1000} s: a loop in it never ends`;
        return this.#tests.length === titles.length ? undefined : `${this.#endless()} tests did not come back; the rest were not run`;
      case 'slow':
        return `the tests of this step took more than ${BUDGET / 1000} s together; the rest were not run`;
      case 'memory':
        return `${during} the code took more than ${MEGABYTES_IN_ALL} MB of memory, and was stopped`;
      case 'output':
        return `${during} the code reported without end, and was stopped`;
      case 'died':
        return `${during} the process ended: ${ending.detail}`;
    }
  }
}

function same(titles: readonly string[], expected: readonly string[] | undefined): boolean {
  return expected === undefined || JSON.stringify(titles) === JSON.stringify(expected);
}

function thrownOf({ thrown }: { readonly thrown?: Thrown }): { thrown?: Thrown } {
  return thrown === undefined ? {} : { thrown };
}

function notRun(title: string): CellTest {
  return { title, passed: false };
}

const SELF_EXPLAINING = ['Explained', 'NodeFault', 'ScenarioError'];

/** What a learner is told about an error. */
export function nameAndMessage({ name, message }: Thrown): string {
  return name === '' || SELF_EXPLAINING.includes(name) || message.startsWith('TODO ') ? message : `${name}: ${message}`;
}
