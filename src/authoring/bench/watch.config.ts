import { defineConfig } from 'vitest/config';
import { codeFrom } from '../../verdict/code-plugin.ts';
import { ROOT } from '../../course/root.ts';
import { stepTests } from '../../verdict/step-tests.ts';

/** The folder whose code the tests import, absolute. */
export const CODE_VARIABLE = 'RUMOR_BENCH_CODE';

/** What `vitest --watch` is started with: the tests of the steps, as in the project of the learner. */
export default defineConfig({
  root: ROOT,
  plugins: [codeFrom(ROOT, process.env[CODE_VARIABLE] ?? 'steps')],
  test: stepTests,
});
