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

/** Further tasks that have become stricter since. The step is done all the same. */
const STRICTER: Readonly<Record<number, readonly RegExp[]>> = {
  // The lesson always said that no answer counts in the blind variants; nothing looked.
  4: [/^blind/, /^blind/],
};

test.each(STEPS.slice(0, 5).map((step) => [step.title, step] as const))('files of the version before still pass: %s', async (_title, step) => {
  const outcome = await runner.run(step, { patience: 60 });
  expect(isDone(outcome)).toBe(true);
  const open = outcome.tests.filter(({ passed }) => !passed);
  const stricter = STRICTER[step.number] ?? [];
  expect(open.map(({ title, further }) => [title, further])).toEqual(stricter.map((title) => [expect.stringMatching(title), true]));
});
