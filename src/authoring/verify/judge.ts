import { isDone, required, type StepOutcome, type TestOutcome } from '../../verdict/outcome.ts';
import { firstFailure } from '../../verdict/tell.ts';
import type { Variant } from '../../course/material.ts';
import { messageProblems } from './message-rules.ts';

/** A starter: every test fails, and says which gap is open. */
export function judgeStarter(outcome: StepOutcome, todos: readonly string[]): string[] {
  if (outcome.trouble !== undefined) return [`does not run with the starter: ${oneLine(outcome.trouble.message)}`];
  return outcome.tests.flatMap(({ title, passed, message = '' }) => {
    if (passed) return [`passes the test “${title}” although nothing is written`];
    if (todos.some((todo) => message.includes(todo))) return [];
    return [`fails the test “${title}” with ${JSON.stringify(oneLine(message))}, not with a TODO of its step`];
  });
}

/** A solution with one gap left open: that gap, and nothing else, makes tests fail. */
export function judgeGap(outcome: StepOutcome, todo: string): string[] {
  if (outcome.trouble !== undefined) return [`does not run with the gap ${JSON.stringify(todo)} open: ${oneLine(outcome.trouble.message)}`];
  const failed = outcome.tests.filter((test) => !test.passed);
  if (failed.length === 0) return [`passes every test with the gap ${JSON.stringify(todo)} open`];
  return failed
    .filter(({ message = '' }) => !message.includes(todo))
    .map(({ title }) => `with the gap ${JSON.stringify(todo)} open, fails the test “${title}” without saying so`);
}

/**
 * A right solution: passes what is required, and the further tasks if it claims them. If it does not,
 * it passes none of them: what passes before anything is done for it would be counted as done.
 */
export function judgeRight(outcome: StepOutcome, further: boolean): string[] {
  if (outcome.trouble !== undefined) return [`does not run: ${oneLine(outcome.trouble.message)}`];
  const failed = outcome.tests.filter((test) => !test.passed && (further || !test.further));
  const unearned = further ? [] : outcome.tests.filter((test) => test.passed && test.further);
  if (failed.length === 0 && isDone(outcome)) return unearned.map(({ title }) => `passes the further test “${title}” without claiming the further tasks`);
  if (failed.length === 0) return ['ran no test'];
  return failed.map((test) => `fails the test “${test.title}”: ${oneLine(test.message)}`);
}

/** What a learner with this mistake would see: the first failure of a required test, or of a further task. */
export function seenFailure(outcome: StepOutcome): TestOutcome | undefined {
  return firstFailure(outcome) ?? outcome.tests.find((test) => !test.passed);
}

/** A wrong solution: the named test is the first to catch it, in words that name the mistake. */
export function judgeMutant(mutant: Variant, outcome: StepOutcome): string[] {
  const { 'caught by': caughtBy, says } = mutant.header;
  const missing = ['mistake', 'tempting', 'caught by', 'says'].filter((field) => mutant.header[field] === undefined);
  if (caughtBy === undefined || says === undefined || missing.length > 0) {
    return [`has no ${missing.map((field) => `“${field}:”`).join(', ')} in the comment at its top`];
  }
  if (outcome.trouble !== undefined) return [`does not run: ${oneLine(outcome.trouble.message)}`];
  const named = caughtBy.replace(/^further: /, '');
  if (!outcome.tests.some(({ title }) => title === named)) return [`names the test “${named}”, which does not exist`];
  const seen = seenFailure(outcome);
  if (seen === undefined) return [`is not caught: all ${outcome.tests.length} tests pass, “${named}” among them`];
  if (seen.further && !caughtBy.startsWith('further: ')) {
    return [`is not caught: all ${required(outcome).length} required tests pass, “${named}” among them; only the further “${seen.title}” fails`];
  }
  if (seen.title !== named) return [`is caught by “${seen.title}”, not by “${named}”`];
  if (!oneLine(seen.message).includes(oneLine(says))) {
    return [`is caught by “${named}”, but the message does not say ${JSON.stringify(says)}; it says ${JSON.stringify(oneLine(seen.message))}`];
  }
  return messageProblems(seen).map((problem) => `is caught by “${named}”, but the message ${problem}`);
}

function oneLine(text = ''): string {
  return text.replace(/\s+/g, ' ').trim();
}
