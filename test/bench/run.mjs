// Runs the benchmarks, or some of them by name: `node test/bench/run.mjs proxy`. Each is a file with a function `run`,
// which gives its figures. They go to the screen and, beside those of benchmarks that did not run, to results.json.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { argv, version } from 'node:process';
import { fileURLToPath } from 'node:url';

const BENCHMARKS = ['proxy'];
const RESULTS = fileURLToPath(new URL('results.json', import.meta.url));

const chosen = argv.length > 2 ? argv.slice(2) : BENCHMARKS;
const unknown = chosen.filter((name) => !BENCHMARKS.includes(name));
if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. Known: ${BENCHMARKS.join(', ')}.`);

const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
for (const name of chosen) {
  const { run } = await import(`./${name}.mjs`);
  results[name] = { ...(await run()), node: version, cores: cpus().length };
  console.log(name, JSON.stringify(results[name], undefined, 2));
}
writeFileSync(RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
