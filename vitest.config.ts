import { defineConfig } from 'vitest/config';
import { codeFrom } from './src/verdict/code-plugin.ts';
import { guardedEnv, guardedPool } from './src/verdict/guarded-pool.ts';
import { stepTests } from './src/verdict/step-tests.ts';

const root = import.meta.dirname;

/** Tests wait for what they look at, and a busy machine may take long: this is only there for what never comes. */
const PATIENT = { testTimeout: 600_000, hookTimeout: 600_000 };

/** A process for each file would be most of what a small test costs. */
const SHARED = { isolate: false };

/** Attacks on the grader, each in processes of its own: some minutes, and so a project of their own. */
const INSTRUCTOR = ['test/rooms/{grade,classroom}/**/*.test.ts'];

/** What needs programs, terminals and test runners of its own: most of what all tests cost. CI runs it whole; `npm test` keeps one walk. */
const PROGRAMS = ['test/rooms/**/*.program.test.ts'];

export default defineConfig({
  test: {
    // One worker fewer than cores would leave a core idle where tests wait for programs that they started.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'rooms', include: ['test/rooms/**/*.test.ts'], exclude: [...INSTRUCTOR, ...PROGRAMS], ...SHARED, ...PATIENT } },
      { test: { name: 'programs', include: PROGRAMS, ...SHARED, ...PATIENT } },
      { test: { name: 'instructor', include: INSTRUCTOR, ...PATIENT } },
      // In Wine, where test/windows/setup.sh has put one; skipped elsewhere.
      { test: { name: 'windows', include: ['test/windows/**/*.test.ts'], ...PATIENT } },
      // The tests that learners read import from `steps/`; what answers is up to the project.
      { test: { name: 'solutions', ...stepTests, ...SHARED }, plugins: [codeFrom(root, 'solutions')] },
      { test: { name: 'steps', ...stepTests, pool: guardedPool('steps'), env: guardedEnv }, plugins: [codeFrom(root, 'steps')] },
    ],
  },
});
