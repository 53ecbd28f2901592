// Everything that a release needs, short of publishing: `npm run release:check`. It builds, and changes nothing else.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { argv, chdir, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { RULES } from './rules.mjs';

chdir(fileURLToPath(new URL('../..', import.meta.url)));
const npm = (...args) =>
  execFileSync('npm', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
const read = (path) => readFileSync(path, 'utf8');

if (!argv.includes('--built')) npm('run', '--silent', 'build');
const hashes = JSON.parse(read('dist/cdn/sri.json'));
const scripts = readdirSync('dist/cdn', { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.js'));
const packs = JSON.parse(npm('pack', '--dry-run', '--json', '--ignore-scripts'));
const release = {
  manifest: JSON.parse(read('package.json')),
  version: /VERSION = '([^']+)'/.exec(read('src/element/version.ts'))?.[1],
  changelog: read('CHANGELOG.md'),
  readme: read('README.md'),
  files: Object.fromEntries(scripts.map((name) => [name, readFileSync(`dist/cdn/${name}`)])),
  hashes,
  packed: Object.values(packs).flatMap(({ files }) => files.map(({ path }) => path)),
};

const failures = Object.entries(RULES).flatMap(([name, check]) => {
  const failure = check(release);
  console.log(`${failure ? 'FAILED' : 'ok    '} ${name}`);
  return failure ? [failure] : [];
});
if (failures.length > 0) console.error(`\n${failures.join('\n')}`);
exit(failures.length > 0 ? 1 : 0);
