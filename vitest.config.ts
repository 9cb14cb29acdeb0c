import { defineConfig } from 'vitest/config';
import { codeFrom } from './src/verdict/code-plugin.ts';
import { stepTests } from './src/verdict/step-tests.ts';

const root = import.meta.dirname;

const PATIENT = { testTimeout: 60_000, hookTimeout: 60_000 };

/** A process for each file would be most of what a small test costs. */
const SHARED = { isolate: false };

/** Attacks on the grader, each in processes of its own: some minutes, and so a project of their own. */
const INSTRUCTOR = ['test/rooms/{grade,classroom}/**/*.test.ts'];

export default defineConfig({
  test: {
    // Much of it waits for programs that the tests start: one worker fewer than cores would leave a core idle.
    maxWorkers: '100%',
    projects: [
      // These start programs, which takes a while where much else is going on.
      { test: { name: 'rooms', include: ['test/rooms/**/*.test.ts'], exclude: INSTRUCTOR, ...SHARED, ...PATIENT } },
      { test: { name: 'instructor', include: INSTRUCTOR, ...PATIENT } },
      // The tests that learners read import from `steps/`; what answers is up to the project.
      { test: { name: 'solutions', ...stepTests, ...SHARED, env: { RUMOR_PATIENCE: '60' } }, plugins: [codeFrom(root, 'solutions')] },
      { test: { name: 'steps', ...stepTests } },
    ],
  },
});
