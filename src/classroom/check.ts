import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { starterOf, todosOf } from '../course/gaps.ts';
import { record } from '../recording/record.ts';
import { ROOT } from '../course/root.ts';
import { fileOf, standardScenario, STEPS, type Step } from '../course/steps.ts';
import { isDone } from '../verdict/outcome.ts';
import { TestRunner } from '../verdict/runner.ts';

/** What was looked at in a step, and what is wrong with it. */
export interface StepCheck {
  readonly step: number;
  readonly folder: string;
  /** How long the tests of the solution took on this machine, in seconds. */
  readonly seconds: number;
  /** How many tests the solution passes. */
  readonly passed: number;
  readonly tests: number;
  /** Empty when everything is right. */
  readonly problems: readonly string[];
}

/**
 * Is everything right that will be shown and handed out? For each step: the solution passes its
 * tests, what learners start from fails with its own TODO, that is what lies in `steps/`, there is a
 * lesson with hints, and the run that is shown plays to its end.
 */
export async function checkAll(onStep: (check: StepCheck) => void): Promise<readonly StepCheck[]> {
  const runner = await TestRunner.open({ root: ROOT, code: join(ROOT, 'solutions'), ahead: true });
  const checks: StepCheck[] = [];
  try {
    for (const step of STEPS) {
      const check = await checkStep(runner, step);
      checks.push(check);
      onStep(check);
    }
  } finally {
    await runner.close();
  }
  return checks;
}

async function checkStep(runner: TestRunner, step: Step): Promise<StepCheck> {
  const solution = readFileSync(join(ROOT, 'solutions', fileOf(step)), 'utf8');
  const starter = starterOf(solution, step.number);
  const problems: string[] = [];
  const started = performance.now();
  const right = await runner.run(step);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const failed = right.tests.find((test) => !test.passed);
  if (right.trouble !== undefined) problems.push(`the solution: ${right.trouble.message}`);
  else if (failed !== undefined) problems.push(`the solution fails "${failed.title}": ${failed.message ?? ''}`);
  else if (right.tests.length === 0) problems.push('there are no tests');
  const red = await runner.run(step, { source: starter });
  const todo = red.tests.find((test) => !test.passed)?.message ?? red.trouble?.message ?? '';
  if (isDone(red)) problems.push('the tests pass before anything is written');
  else if (!todosOf(solution, step.number).some((each) => todo.includes(each))) problems.push(`what learners start from does not fail with its TODO, but with: ${todo}`);
  problems.push(...checkHandout(step, starter), ...(await checkRun(step)));
  return { step: step.number, folder: step.folder, seconds, passed: right.tests.filter((test) => test.passed).length, tests: right.tests.length, problems };
}

function checkHandout(step: Step, starter: string): string[] {
  const problems: string[] = [];
  const read = (path: string): string | undefined => (existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8').replaceAll('\r\n', '\n') : undefined);
  if (read(`steps/${fileOf(step)}`) !== starter) problems.push(`steps/${fileOf(step)} is not what learners start from; before you hand it out: node rumor reset ${step.number}`);
  for (const page of ['README.md', 'hints.md']) {
    if (read(`steps/${step.folder}/${page}`) === undefined) problems.push(`steps/${step.folder}/${page} is missing`);
  }
  return problems;
}

async function checkRun(step: Step): Promise<string[]> {
  const { film, fault } = await record({ step: step.number, code: join(ROOT, 'solutions'), scenario: standardScenario(step), trace: false });
  if (fault !== undefined) return [`the run that is shown stops: ${fault.sentence}`];
  return film === undefined || film.frames.length < 2 ? ['the run that is shown has no rounds'] : [];
}
