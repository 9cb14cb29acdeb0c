import { defineConfig } from 'vitest/config';

/** The deck in a real browser. Apart from the other tests, because it needs a browser and its driver. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['*.browser.ts'],
    globalSetup: ['build.ts'],
    fileParallelism: false,
    // Each file puts back what it changes; a process for each takes a second.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
