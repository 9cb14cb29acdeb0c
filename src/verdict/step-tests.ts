/** How Vitest runs the tests that learners read, whoever starts it. */
export const stepTests = {
  include: ['test/[0-9][0-9]-*.test.ts'],
  // What is looked at after each test, the last one first.
  setupFiles: ['test/setup/loading.ts', 'test/setup/early-pass.ts', 'test/setup/rejections.ts'],
  // They stop themselves, in words of their own.
  testTimeout: 600_000,
};
