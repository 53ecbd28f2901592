import { defineConfig } from 'vitest/config';

/** The tests that need no browser. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/**/*.browser.test.ts'],
    // Limits for what hangs, not measures: a busy machine may have other work to do.
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
