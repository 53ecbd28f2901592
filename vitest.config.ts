import { defineConfig } from 'vitest/config';

/** The tests that run in Node; some start a browser of their own. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/**/*.browser.test.ts'],
    // Some start Vite on the demo, which has one cache, and some a browser, which wants the machine for itself.
    fileParallelism: false,
    // Limits for what hangs, not measures: a busy machine may have other work to do.
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
