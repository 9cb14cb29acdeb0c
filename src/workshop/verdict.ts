import { join, line, type Line } from '../view/line.ts';
import { fileOf, type Step } from './steps.ts';
import type { Place } from './place.ts';
import { isDone, required, type StepOutcome, type TestOutcome } from './tests/outcome.ts';
import { wrap } from './wrap.ts';

const BLANK: Line = [];

/** What the learner is told about the tests of a step, with a heading. */
export function renderVerdict(step: Step, outcome: StepOutcome, code: string): Line[] {
  return [
    join(line(`Step ${String(step.number).padStart(2, '0')}  ${step.title}`, 'bold'), isDone(outcome) ? line(': done', 'good') : []),
    line(`  ${code}/${fileOf(step)}`),
    BLANK,
    ...verdictLines(outcome),
    ...tellPrinted(outcome.printed),
  ];
}

/** The first failure explained, and the rest counted. Lines are at most `width` wide. */
export function verdictLines(outcome: StepOutcome, width = Infinity): Line[] {
  const failure = firstFailure(outcome);
  const lines: Line[] = [];
  if (outcome.trouble !== undefined) lines.push(...explanation(outcome.trouble.message, outcome.trouble.place, width));
  else if (failure !== undefined) lines.push(...failureLines(failure, width));
  return [...lines, ...counts(outcome, failure, width)];
}

/** One test that failed, explained. */
export function failureLines({ title, message, place }: TestOutcome, width = Infinity): Line[] {
  return [join(line('  x ', 'bad'), line(title, 'bold')), ...explanation(message ?? '', place, width)];
}

/** The test to look at first. */
export function firstFailure(outcome: StepOutcome): TestOutcome | undefined {
  return required(outcome).find((test) => !test.passed);
}

/** A failure message, and the line of the learner's code that threw. */
export function explanation(message: string, place: Place | undefined, width = Infinity): Line[] {
  const lines = message.split('\n').flatMap((text) => wrap(text, width - 4).map((part) => line(`    ${part}`)));
  if (place !== undefined) lines.push(join(line('    at '), line(`${place.file}:${place.line}`, 'place')));
  return [...lines, BLANK];
}

function counts(outcome: StepOutcome, failure: TestOutcome | undefined, width: number): Line[] {
  const needed = required(outcome);
  if (outcome.tests.length === 0) return [];
  const passed = needed.filter((test) => test.passed).length;
  const waiting = needed.length - passed - 1;
  const rest = failure === undefined || waiting < 1 ? '' : `; ${waiting} more ${waiting === 1 ? 'waits' : 'wait'} behind this one`;
  const lines = [line(`  ${passed} of ${needed.length} tests pass${rest}`, failure === undefined ? 'good' : 'plain')];
  for (const test of outcome.tests) {
    if (!test.further) continue;
    lines.push(join(line(`  further task, ${test.passed ? 'done' : 'open'}: `, test.passed ? 'good' : 'plain'), line(test.title)));
    // Before the step itself is done, why a further task fails is noise.
    if (!test.passed && failure === undefined) lines.push(...explanation(test.message ?? '', test.place, width));
  }
  return lines;
}

const MOST_LINES = 12;

/** What the code printed, set apart from what we say. */
export function tellPrinted(text: string, most = MOST_LINES): Line[] {
  if (text.trim() === '') return [];
  const lines = text.trimEnd().split('\n');
  const more = lines.length > most ? [line(`  | … ${lines.length - most} more lines`, 'dim')] : [];
  return [line('  your code printed:'), ...lines.slice(0, most).map((each) => line(`  | ${each}`)), ...more];
}
