// Removes one guard at a time, in a copy of the project, and checks that a test notices:
// `npm run mutation`, or some by a word of their names: `npm run mutation -- focus origin`.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, env, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { MUTATIONS } from './mutations.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NODE_TESTS = ['test/connect', 'test/http', 'test/protocol'];
const LEFT_OUT = new Set(['node_modules', '.git']);

const copy = mkdtempSync(join(tmpdir(), 'ghl-social-connect-mutation-'));
for (const name of readdirSync(ROOT).filter((name) => !LEFT_OUT.has(name)))
  cpSync(join(ROOT, name), join(copy, name), { recursive: true });

function run(program, args, extraEnv = {}) {
  const { status } = spawnSync(process.execPath, [join(copy, 'node_modules', program), ...args], {
    cwd: copy,
    stdio: 'ignore',
    env: { ...env, ...extraEnv },
  });
  return status === 0;
}

function passes({ browser, browsers = 'chromium', built = false }) {
  // One failure is enough, and without its guard a test may wait for ever.
  if (!run('vitest/vitest.mjs', ['run', '--project', 'unit', '--bail=1', '--testTimeout=20000', ...NODE_TESTS]))
    return false;
  if (built && !run('vite/bin/vite.js', ['build', '--mode', 'module'])) throw new Error('The build fails.');
  return !browser || run('@web/test-runner/dist/bin.js', ['--files', browser], { BROWSERS: browsers });
}

/** Whether a test notices that the guard is missing. */
function isNoticed(mutation) {
  const path = join(copy, mutation.file);
  const source = readFileSync(path, 'utf8');
  if (source.split(mutation.find).length !== 2) throw new Error(`${mutation.name}: not once in ${mutation.file}.`);
  writeFileSync(
    path,
    source.replace(mutation.find, () => mutation.put),
  );
  try {
    return !passes(mutation);
  } finally {
    writeFileSync(path, source);
  }
}

const words = argv.slice(2);
const chosen = MUTATIONS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const survivors = [];
try {
  // The packages are copied, because the browser runner serves no file from outside its folder.
  if (chosen.some(({ browser }) => browser))
    cpSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  else symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  if (!passes({})) throw new Error('The tests fail before anything is changed.');
  for (const mutation of chosen.filter(({ equivalent }) => !equivalent)) {
    const noticed = isNoticed(mutation);
    console.log(`${noticed ? 'noticed ' : 'SURVIVED'} ${mutation.name}`);
    if (!noticed) survivors.push(mutation.name);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
const equivalent = chosen.filter((mutation) => mutation.equivalent);
for (const mutation of equivalent) console.log(`no change ${mutation.name}: ${mutation.equivalent}`);
const total = chosen.length - equivalent.length;
console.log(`\n${total - survivors.length} of ${total} noticed`);
exit(survivors.length > 0 ? 1 : 0);
