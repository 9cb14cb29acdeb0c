/** How Vitest runs the tests that learners read, whoever starts it. */
export const stepTests = {
  include: ['test/[0-9][0-9]-*.test.ts'],
  setupFiles: ['test/support/rejections.ts'],
  // They stop themselves, in words of their own.
  testTimeout: 600_000,
};
