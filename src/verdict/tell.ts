import { join, line, type Line } from '../terminal/line.ts';
import { fileOf, STEPS, type Step } from '../course/steps.ts';
import { lostImport } from '../course/lost-import.ts';
import type { Place } from '../course/place.ts';
import { besideLabel, explanationIn, explanationText } from './explanation.ts';
import { furtherTasks, isDone, required, type StepOutcome, type TestOutcome, type Trouble } from './outcome.ts';
import { tellPrinted } from '../terminal/printed.ts';
import { wrap } from '../terminal/wrap.ts';

const BLANK: Line = [];

/** How something is told. */
export interface Telling {
  /** No line is wider. */
  readonly width?: number;
  /** Keys can be pressed here, so say which one helps. */
  readonly keys?: boolean;
  /** Whose tests these are, so that what comes from an earlier step can be said. */
  readonly step?: number;
}

/** What the learner is told about the tests of a step, with a heading. */
export function renderVerdict(step: Step, outcome: StepOutcome, code: string): Line[] {
  return [
    join(line(`Step ${String(step.number).padStart(2, '0')}  ${step.title}`, 'bold'), isDone(outcome) ? line(': done', 'good') : []),
    line(`  ${code}/${fileOf(step)}`),
    BLANK,
    ...verdictLines(outcome),
    ...furtherLines(outcome),
    ...tellPrinted(outcome.printed),
  ];
}

/** The first failure explained, and the rest counted. */
export function verdictLines(outcome: StepOutcome, telling: Telling = {}): Line[] {
  const { explained, counted } = verdictParts(outcome, telling);
  return [...explained, ...counted];
}

/** The same in two parts: where there is little room, the first can be shortened. */
export function verdictParts(outcome: StepOutcome, telling: Telling = {}): { readonly explained: Line[]; readonly counted: Line[] } {
  const failure = firstFailure(outcome);
  const ofStep = { ...telling, step: outcome.step };
  const explained = outcome.trouble !== undefined ? troubleLines(outcome.step, outcome.trouble, ofStep) : failure === undefined ? [] : failureLines(failure, ofStep);
  return { explained, counted: counts(outcome, failure, telling) };
}

/** One test that failed, explained. */
export function failureLines({ title, message, place }: TestOutcome, telling: Telling = {}): Line[] {
  return [join(line('  x ', 'bad'), line(title, 'bold')), ...explanation(message ?? '', place, telling)];
}

/** Why the tests could not be run. */
export function troubleLines(step: number, { message, place, reset }: Trouble, telling: Telling = {}): Line[] {
  const how = telling.keys === true ? 'Press x to bring' : `node rumor reset ${step} brings`;
  return explanation(reset === true ? `${message}\n${how} back what it started with.` : message, place, telling);
}

/** The test to look at first. */
export function firstFailure(outcome: StepOutcome): TestOutcome | undefined {
  return required(outcome).find((test) => !test.passed);
}

/** A failure message, and the line of the learner's code that threw. */
export function explanation(message: string, place: Place | undefined, { width = Infinity, keys = false, step }: Telling = {}): Line[] {
  const lines = fitted(message, width, keys).split('\n').flatMap((each) => wrap(each, width - 4, besideLabel(each)).map((part) => line(`    ${part}`)));
  if (place !== undefined) lines.push(join(line('    at '), line(placeWithin(place, width - 7), 'place')));
  if (step !== undefined) {
    const besides = [...lostImport(message, place?.file), ...fromEarlier(message, place, step)];
    lines.push(...besides.flatMap((each) => wrap(`    ${each}`, width)).map((each) => line(each)));
  }
  return [...lines, BLANK];
}

/**
 * A failure as it is told on a screen: a reason is prose, and its line ends are for who has no width. Where
 * keys can be pressed, one of them opens the run.
 */
function fitted(message: string, width: number, keys: boolean): string {
  const told = explanationIn(message);
  if (told === undefined) return message;
  const because = width === Infinity ? told.because : told.because.replaceAll('\n', ' ');
  const replay = keys && told.replay !== undefined ? `press v; elsewhere: ${told.replay}` : told.replay;
  return explanationText({ ...told, because, ...(replay === undefined ? {} : { replay }) });
}

/** Where a path is too long, its line is worth more than its folders. */
function placeWithin({ file, line }: Place, columns: number): string {
  const whole = `${file}:${line}`;
  return whole.length <= columns ? whole : whole.slice(whole.lastIndexOf('/') + 1);
}

/** A TODO, or an error, in the file of an earlier step: the reader looks for it in this one. */
function fromEarlier(message: string, place: Place | undefined, step: number): string[] {
  const open = Number(/TODO step (\d\d)/.exec(message)?.[1] ?? step);
  if (open < step) return [`This comes from step ${open}, which is not done: each step uses those before it.`];
  const earlier = STEPS.find((each) => each.number < step && place?.file.endsWith(`/${fileOf(each)}`));
  return earlier === undefined ? [] : [`This line is in step ${earlier.number}, which step ${step} uses.`];
}

function counts(outcome: StepOutcome, failure: TestOutcome | undefined, { keys = false, width = Infinity }: Telling): Line[] {
  const needed = required(outcome);
  if (outcome.tests.length === 0) return [];
  const passed = needed.filter((test) => test.passed).length;
  if (outcome.trouble?.stopped === true) return [line(`  ${passed} of ${needed.length} tests had passed by then`)];
  const waiting = needed.length - passed - 1;
  const rest = failure === undefined || waiting < 1 ? '' : `; ${waiting} more ${waiting === 1 ? 'waits' : 'wait'} behind this one`;
  const further = furtherTasks(outcome);
  return [
    ...wrap(`  ${passed} of ${needed.length} tests pass${rest}`, width).map((each) => line(each, failure === undefined ? 'good' : 'plain')),
    ...(further === undefined ? [] : [line(`  Further tasks: ${further.done} of ${further.tests.length} done${keys ? ' (t shows them)' : ''}`)]),
  ];
}

/** Where no key shows them: the further tasks by name, and the first open one explained. */
function furtherLines(outcome: StepOutcome): Line[] {
  const tests = furtherTasks(outcome)?.tests ?? [];
  const open = tests.find((test) => !test.passed);
  const names = tests.map(({ title, passed }) => join(line(passed ? '    done  ' : '    open  ', passed ? 'good' : 'plain'), line(title)));
  return open === undefined ? names : [...names, BLANK, ...failureLines(open)];
}
