import type { Step } from '../../course/steps.ts';
import { tellBusy } from '../../terminal/busy.ts';
import { isDone, required, type StepOutcome } from '../../verdict/outcome.ts';
import { TestRunner } from '../../verdict/runner.ts';
import { standingOf, type Written } from './standing.ts';

/** Runs the tests of these steps once, one step after the other. */
export async function* testSteps(root: string, code: string, steps: readonly Step[]): AsyncGenerator<readonly [Step, StepOutcome]> {
  const runner = await TestRunner.open({ root, code });
  try {
    for (const step of steps) yield [step, await runner.run(step, { onBusy: tellBusy })];
  } finally {
    await runner.close();
  }
}

/** What was seen is true, whatever was remembered of those files. */
export function howFar(written: Written, outcome: StepOutcome): string {
  const needed = required(outcome);
  const passed = needed.filter((test) => test.passed).length;
  if (isDone(outcome)) return standingOf(written, { of: written.fingerprint, passed: true });
  return outcome.trouble === undefined ? `${passed} of ${needed.length} tests pass` : 'does not run';
}

/** `03  Merge               5 of 9 tests pass`. */
export function rowOf(step: Step, far: string): string {
  return `${String(step.number).padStart(2, '0')}  ${step.title.padEnd(18)}  ${far}`;
}
