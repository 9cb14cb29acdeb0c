import type { ChalkInstance } from 'chalk';
import { fileOf, type Step } from './steps.ts';
import { isDone, required, type Place, type StepOutcome, type TestOutcome } from './tests/outcome.ts';

/** What the learner is told about the tests of a step: the first failure explained, the rest counted. */
export function renderVerdict(step: Step, outcome: StepOutcome, code: string, paint: ChalkInstance): string {
  const lines = [paint.bold(headline(step, outcome)), `  ${code}/${fileOf(step)}`, ''];
  const failure = required(outcome).find((test) => !test.passed);
  if (outcome.trouble !== undefined) lines.push(...explanation(outcome.trouble.message, outcome.trouble.place, paint));
  else if (failure !== undefined) lines.push(`  ${paint.red('x')} ${failure.title}`, ...explanation(failure.message ?? '', failure.place, paint));
  lines.push(...counts(outcome, failure, paint), ...tellPrinted(outcome.printed, paint));
  return `${lines.join('\n')}\n`;
}

function headline(step: Step, outcome: StepOutcome): string {
  const name = `Step ${String(step.number).padStart(2, '0')}  ${step.title}`;
  return isDone(outcome) ? `${name}: done` : name;
}

function explanation(message: string, place: Place | undefined, paint: ChalkInstance): string[] {
  const lines = message.split('\n').map((line) => `    ${line}`);
  if (place !== undefined) lines.push(`    at ${paint.cyan(`${place.file}:${place.line}`)}`);
  return [...lines, ''];
}

function counts(outcome: StepOutcome, failure: TestOutcome | undefined, paint: ChalkInstance): string[] {
  const needed = required(outcome);
  const passed = needed.filter((test) => test.passed).length;
  const further = outcome.tests.filter((test) => test.further);
  if (outcome.tests.length === 0) return [];
  const waiting = needed.length - passed - 1;
  const rest = failure === undefined || waiting < 1 ? '' : `; ${waiting} more ${waiting === 1 ? 'waits' : 'wait'} behind this one`;
  const lines = [`  ${passed} of ${needed.length} tests pass${rest}`];
  for (const test of further) {
    lines.push(`  further task, ${test.passed ? paint.green('done') : 'open'}: ${test.title}`);
    // Before the step itself is done, why a further task fails is noise.
    if (!test.passed && failure === undefined) lines.push(...explanation(test.message ?? '', test.place, paint));
  }
  return lines;
}

const MOST_LINES = 12;

/** What the code printed, set apart from what we say. */
export function tellPrinted(text: string, paint: ChalkInstance): string[] {
  if (text.trim() === '') return [];
  const lines = text.trimEnd().split('\n');
  const more = lines.length > MOST_LINES ? [paint.dim(`  | … ${lines.length - MOST_LINES} more lines`)] : [];
  return ['', '  your code printed:', ...lines.slice(0, MOST_LINES).map((line) => `  | ${line}`), ...more];
}
