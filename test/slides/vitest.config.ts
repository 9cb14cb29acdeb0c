import { defineConfig } from 'vitest/config';

/** The deck in a real browser. Apart from the other tests, because it needs a browser and its driver. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['*.browser.ts'],
    globalSetup: ['build.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
