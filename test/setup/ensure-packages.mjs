// Installs the programs that the tests start: `node test/setup/ensure-packages.mjs [program…]`. It uses apt where apt
// exists; elsewhere it says what to install. It imports no package, because it may run before `npm ci`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { argv, env, exit, getuid, platform } from 'node:process';
import { ENGINES, findBrowser } from '../browsers/find-browsers.mjs';
import { findServer, SERVERS } from '../servers/find-servers.mjs';
import { findLanguage, LANGUAGES } from './find-languages.mjs';

const PROGRAMS = {
  // Xvfb and Openbox give Chromium and Firefox a screen where windows take the focus from each other.
  chromium: {
    packages: ['chromium', 'xvfb', 'openbox'],
    advice: 'Chromium or Chrome (or set CHROME_PATH to its program)',
  },
  firefox: { packages: ['firefox-esr', 'xvfb', 'openbox'], advice: 'Firefox (or set FIREFOX_PATH to its program)' },
  webkit: {
    packages: ['webkit2gtk-driver', 'xvfb'],
    advice: "WebKitGTK's WebDriver and Xvfb (Linux only: webkit2gtk-driver, xvfb)",
  },
  redis: { packages: ['redis-server'], advice: 'Redis 7 or newer (the program redis-server)' },
  postgres: { packages: ['postgresql'], advice: 'PostgreSQL 15 or newer (the programs initdb and postgres)' },
  php: { packages: ['php-cli'], advice: 'PHP 8 (the program php)' },
  python3: { packages: ['python3'], advice: 'Python 3 (the program python3)' },
};

/** Without these programs, only the tests that need them are skipped. */
const OPTIONAL = [...SERVERS, ...LANGUAGES];

const findProgram = (name) => findBrowser(name) ?? findServer(name) ?? findLanguage(name);
const findMissing = (names) => names.filter((name) => !findProgram(name));

function stop(message) {
  console.error(message);
  exit(1);
}

function installWithApt(packages) {
  // RUNLEVEL=1 keeps Debian from starting the servers as services: each test starts its own.
  const settings = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const assignments = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const prefix = getuid?.() === 0 ? ['env', ...assignments] : ['sudo', '-n', 'env', ...assignments];
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  const apt = (...args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...options, ...args];
    return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  };
  console.log(`Installing ${packages.join(', ')} …`);
  // If one source cannot be updated, the lists of the others are still good for the installation.
  apt('update');
  return apt('install', '-y', '--no-install-recommends', ...packages);
}

/** Says what to install. Without a browser the run stops. */
function advise(missing) {
  const list = missing.map((name) => `  - ${name}: ${PROGRAMS[name].advice}`).join('\n');
  if (missing.every((name) => OPTIONAL.includes(name))) {
    console.warn(`These programs are not installed, and their tests will be skipped:\n${list}`);
    return;
  }
  stop(
    `The tests need these programs, which are not installed:\n${list}\n` +
      'Install them and run again, or run the tests in other browsers only, for example:\n' +
      '  BROWSERS=chromium npm run check',
  );
}

const wanted = argv.length > 2 ? argv.slice(2) : [...(env.BROWSERS?.split(',') ?? ENGINES), ...OPTIONAL];
const unknown = wanted.filter((name) => !Object.hasOwn(PROGRAMS, name));
if (unknown.length > 0) stop(`Unknown program: ${unknown.join(', ')}. Known: ${Object.keys(PROGRAMS).join(', ')}.`);

const missing = findMissing(wanted);
if (missing.length > 0 && platform === 'linux' && existsSync('/usr/bin/apt-get')) {
  installWithApt([...new Set(missing.flatMap((name) => PROGRAMS[name].packages))]);
}
const stillMissing = findMissing(missing);
if (stillMissing.length > 0) advise(stillMissing);
for (const name of wanted) console.log(`${name}: ${findProgram(name) ?? 'not installed'}`);
