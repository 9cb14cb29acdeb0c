/**
 * `test/earlier` holds finished files as people wrote them before the given code around the gaps of
 * steps 04 and 05 was made ready for later steps. Whoever has such files has not lost a step.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STEPS } from '../../../src/course/steps.ts';
import { isDone } from '../../../src/verdict/outcome.ts';
import { TestRunner } from '../../../src/verdict/runner.ts';
import { ROOT } from '../support/cli.ts';

let runner: TestRunner;
beforeAll(async () => {
  runner = await TestRunner.open({ root: ROOT, code: 'test/earlier' });
});
afterAll(() => runner.close());

test.each(STEPS.slice(0, 5).map((step) => [step.title, step] as const))('files of the version before still pass: %s', async (_title, step) => {
  const outcome = await runner.run(step, { patience: 60 });
  expect(isDone(outcome)).toBe(true);
  expect(outcome.tests.filter(({ passed }) => !passed)).toEqual([]);
});
