import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './test/browsers/find-browsers.mjs';

/**
 * Folders whose tests need no build, no browser and no other program. They run in parallel, in seconds. Every other folder
 * has integration tests.
 */
const UNIT_FOLDERS = [
  'checks',
  'connect',
  'element',
  'highlevel',
  'http',
  'mutation',
  'protocol',
  'proxy',
  'release',
  'simulator',
  'store',
  'tokens',
];

/** Files in these folders that do need another program. */
const NOT_UNIT = [
  'test/element/{accessibility/*,layout-shift}.test.ts',
  'test/proxy/{receipts,session}/{language-faults,other-languages}.test.ts',
  'test/store/{deno-kv,durable-object,isolation,pglite,postgres,redis}.test.ts',
  'test/tokens/processes/*.test.ts',
];

/** Folders whose tests build projects of their own on the packed package. */
const FRAMEWORK_FOLDERS = ['frameworks', 'types'];

const inFolders = (folders: readonly string[]) => `test/{${folders.join(',')}}/**/*.test.ts`;
const EXCLUDED = ['**/node_modules/**', 'test/**/*.browser.test.ts'];

/** The tests that run in Node: `vitest run --project unit`, `integration` or `frameworks`. */
export default defineConfig({
  test: {
    // Limits for tests that hang, not measures: a busy machine may have other work to do.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: PATIENCE_MS } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [inFolders(UNIT_FOLDERS)],
          exclude: [...EXCLUDED, ...NOT_UNIT],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [`test/!(${[...UNIT_FOLDERS, ...FRAMEWORK_FOLDERS].join('|')})/**/*.test.ts`, ...NOT_UNIT],
          exclude: EXCLUDED,
          // Some start Vite on the demo, which has one cache, and some a browser whose page needs the focus.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'frameworks',
          include: [inFolders(FRAMEWORK_FOLDERS)],
          exclude: EXCLUDED,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
