import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { env } from 'node:process';
import { ENGINES } from '../browsers/find-browsers.mjs';
import { GENERATED_FILES } from '../generate/files.mjs';
import { ROOT, run } from './command.mjs';
import {
  ONE_FAILED,
  ONE_PASSED,
  runBrowserTests,
  runFrameworkTests,
  runIntegrationTests,
  runUnitTests,
} from './suites.mjs';

/** A step that passes if the commands, one after the other, all succeed. */
function check(...commands) {
  return async () => {
    for (const command of commands) {
      const { ok, output } = await run(command);
      if (!ok) return { ...ONE_FAILED, output };
    }
    return ONE_PASSED;
  };
}

/** A step that passes if the generated files in the repository are what the sources say. */
function checkManifest(scratch) {
  return async () => {
    const outdir = relative(ROOT, scratch);
    const { ok, output } = await run(
      `cem analyze --config custom-elements-manifest.config.mjs --outdir ${outdir} && node test/generate/main.mjs ${scratch}`,
    );
    if (!ok) return { ...ONE_FAILED, output };
    const read = (path) => readFileSync(path, 'utf8');
    const stale = ['custom-elements.json', ...GENERATED_FILES].filter(
      (path) => !existsSync(ROOT + path) || read(ROOT + path) !== read(join(scratch, path)),
    );
    if (stale.length === 0) return ONE_PASSED;
    return { ...ONE_FAILED, output: `${stale.join(', ')}: run npm run manifest, then commit the result.` };
  };
}

/** A step for each engine that BROWSERS names, or for all. */
function createBrowserSteps(scratch) {
  const engines = env.BROWSERS?.split(',') ?? ENGINES;
  return Object.fromEntries(
    engines.map((engine) => [`${engine}-tests`, { run: runBrowserTests(scratch, engine), after: ['build'] }]),
  );
}

/**
 * All checks and tests, by name, in the order in which they start. The build comes first, because the tests of the package
 * and the tests in browsers need it. The longest start as soon as they can, so that a short one is the last to end.
 *
 * @param scratch A folder for reports and generated files.
 */
export function createSteps(scratch) {
  return {
    // It compiles all of src, and fails where a type is wrong.
    build: { run: check('npm run --silent build') },
    lint: { run: check('eslint . --max-warnings 0') },
    'integration-tests': { run: runIntegrationTests(scratch), after: ['build'] },
    ...createBrowserSteps(scratch),
    'framework-tests': { run: runFrameworkTests(scratch), after: ['build'] },
    'unit-tests': { run: runUnitTests(scratch) },
    format: { run: check('prettier --check .') },
    // Some tests import the built package, with its types.
    'types-test': { run: check('tsc -p test/tsconfig.json'), after: ['build'] },
    'types-demo': {
      run: check(
        'vue-tsc -p demo/tsconfig.json --noEmit',
        'tsc -p demo/tutorials/next',
        'tsc -p demo/custom-page/next',
      ),
    },
    templates: { run: check('lit-analyzer src/element --strict') },
    manifest: { run: checkManifest(scratch) },
    publint: { run: check('publint --strict'), after: ['build'] },
    'package-types': { run: check('attw --pack . --profile esm-only --no-emoji'), after: ['build'] },
  };
}
