// Compares the build in `dist` with an earlier commit: `npm run bench -- --against COMMIT`. The commit is built in a worktree
// of its own, with the dependencies that it had. Both sides take turns, so the ratios are of one run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { median, withBrowser } from './browser.mjs';
import { measureClicks } from './click.mjs';
import { compare, startServer } from './load.mjs';
import { createDetailsLoad, DIST, KEY } from './session-load.mjs';

const ROUNDS = 5;
const ENTRY = 'ghl-social-connect.js';
/** Static imports; an `import()` has a bracket. */
const IMPORTS = /(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g;

/** Calls `use` with the folder `dist` of a commit. */
async function withBuildOf(commit, use) {
  const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-against-'));
  const show = (command, args, cwd) => execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  show('git', ['worktree', 'add', '--quiet', '--detach', folder, commit]);
  try {
    show('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
    show('npm', ['run', '--silent', 'build'], folder);
    return await use(join(folder, 'dist'));
  } finally {
    show('git', ['worktree', 'remove', '--force', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function readScripts(dist) {
  const names = readdirSync(join(dist, 'cdn')).filter((name) => name.endsWith('.js'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(dist, 'cdn', name), 'utf8')]));
}

/** Bytes (brotli) of the entry and of everything that it imports statically. */
function sizeAtLoad(scripts) {
  const names = new Set([ENTRY]);
  for (const name of names) for (const [, imported] of scripts[name].matchAll(IMPORTS)) names.add(imported);
  return [...names].reduce((total, name) => total + brotliCompressSync(scripts[name]).length, 0);
}

/** Times from the click to `window.open`, in ms. */
const timeClicks = (scripts) =>
  withBrowser(scripts, async (openPage) => median((await measureClicks(openPage)).map(({ time }) => time)));

async function compareElements(now, before) {
  const scripts = { now: readScripts(now), before: readScripts(before) };
  const times = { now: [], before: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? ['now', 'before'] : ['before', 'now'];
    for (const side of order) times[side].push(await timeClicks(scripts[side]));
  }
  return {
    bytesAtLoad: { now: sizeAtLoad(scripts.now), before: sizeAtLoad(scripts.before) },
    millisecondsToPopup: { now: median(times.now), before: median(times.before) },
  };
}

async function compareProxies(now, before) {
  const started = [await startServer('stub')];
  const [{ origin: upstream }] = started;
  const load = await createDetailsLoad();
  async function contest(role, dist) {
    const server = await startServer(role, { upstream, key: KEY, dist });
    started.push(server);
    return { servers: [server], ...load };
  }
  try {
    const roles = { 'with limits': 'memory', bare: 'proxy' };
    const ratios = {};
    for (const [name, role] of Object.entries(roles)) {
      const { ratioOf, absolute } = await compare({
        now: await contest(role, now),
        before: await contest(role, before),
      });
      ratios[name] = { ratio: ratioOf('now', 'before'), absolute };
    }
    return ratios;
  } finally {
    for (const { stop } of started.toReversed()) await stop();
  }
}

/** Resolves with figures of this build and of `commit`. Ratios of requests and of CPU time above 1 favour this build. */
export async function runAgainst(commit) {
  return withBuildOf(commit, async (before) => {
    const proxy = await compareProxies(DIST, before);
    return { proxy, element: await compareElements(DIST, before) };
  });
}
