// Runs the benchmarks, or some of them by name: `npm run bench -- proxy`. With `--against COMMIT` it compares the build in
// `dist` with an earlier commit instead, and keeps no results. Each is a file whose function `run` resolves with
// figures. They replace those in results.json, from which the charts and the documents follow. The console shows them with
// their ratio to the last committed results.
import { execFileSync, execSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { argv, chdir, version } from 'node:process';
import { fileURLToPath } from 'node:url';
import { createCharts, createSection, fillSection } from './report.mjs';

const BENCHMARKS = ['size', 'evaluation', 'creation', 'messages', 'click', 'list', 'leak', 'proxy', 'stores'];
const FOLDER = 'test/bench';
const RESULTS = `${FOLDER}/results.json`;
const DOCUMENT = 'demo/docs/guides/performance.md';

chdir(fileURLToPath(new URL('../..', import.meta.url)));
const chosen = argv.length > 2 ? argv.slice(2) : BENCHMARKS;
const isAgainst = chosen[0] === '--against';
if (isAgainst && chosen.length !== 2) throw new Error('Name one commit: npm run bench -- --against COMMIT.');
const unknown = isAgainst ? [] : chosen.filter((name) => !BENCHMARKS.includes(name));
if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. Known: ${BENCHMARKS.join(', ')}.`);

for (const build of ['dist/proxy/index.js', 'dist/cdn/ghl-social-connect.js']) {
  if (!existsSync(build)) throw new Error(`${build} is missing. Run npm run build first.`);
}
// The other packages are dependencies of the benchmark only.
if (!existsSync(`${FOLDER}/node_modules`)) execSync('npm ci --ignore-scripts', { cwd: FOLDER, stdio: 'inherit' });

function readCommitted() {
  try {
    return JSON.parse(execFileSync('git', ['show', `HEAD:${RESULTS}`], { encoding: 'utf8', stdio: 'pipe' }));
  } catch {
    return {};
  }
}

/** Lists every number in `value` with its path. */
function listNumbers(value, path = []) {
  if (typeof value === 'number') return [[path.join(' › '), value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => listNumbers(inner, [...path, key]));
}

function print(name, figures, committed) {
  const before = new Map(listNumbers(committed));
  const rows = listNumbers(figures).map(([figure, now]) => {
    const ratio = now / (before.get(figure) ?? NaN);
    return [figure, { now, 'ratio to the last': Number.isFinite(ratio) ? Number(ratio.toFixed(2)) : '–' }];
  });
  console.log(`\n${name}${figures.unit ? ` (${figures.unit})` : ''}`);
  console.table(Object.fromEntries(rows));
}

if (isAgainst) {
  const { runAgainst } = await import('./against.mjs');
  console.dir(await runAgainst(chosen[1]), { depth: undefined });
  process.exit();
}

const committed = readCommitted();
const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
for (const name of chosen) {
  const { run } = await import(`./${name}.mjs`);
  results[name] = { ...(await run()), node: version, cores: cpus().length };
  print(name, results[name], committed[name]);
}

writeFileSync(RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
for (const [file, svg] of Object.entries(createCharts(results))) writeFileSync(`${FOLDER}/charts/${file}`, svg);
const section = createSection(results);
writeFileSync(DOCUMENT, await fillSection(readFileSync(DOCUMENT, 'utf8'), section, DOCUMENT));
