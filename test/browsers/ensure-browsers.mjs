// Makes sure that the browsers of the tests are installed: `node test/browsers/ensure-browsers.mjs [engine…]`.
// Where apt is at hand it installs what is missing; elsewhere it says what to install. It imports no package,
// because it may run before anything else.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { argv, env, exit, getuid, platform } from 'node:process';
import { ENGINES, findBrowser } from './find-browsers.mjs';

const APT_PACKAGES = {
  // The latter two give it a screen where windows take the focus from each other.
  chromium: ['chromium', 'xvfb', 'openbox'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

const ADVICE = {
  chromium: 'Chromium or Chrome (or set CHROME_PATH to its program)',
  firefox: 'Firefox (or set FIREFOX_PATH to its program)',
  webkit: "WebKitGTK's WebDriver and Xvfb (Linux only: webkit2gtk-driver, xvfb)",
};

function stop(message) {
  console.error(message);
  exit(1);
}

function adviseOn(missing) {
  return [
    'These browsers are needed by the tests and are not installed:',
    ...missing.map((engine) => `  - ${engine}: ${ADVICE[engine]}`),
    'Install them and run again, or run the tests in the others only, for example:',
    '  BROWSERS=chromium npm run check',
  ].join('\n');
}

function installWithApt(packages) {
  const isRoot = getuid?.() === 0;
  const prefix = isRoot ? [] : ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive'];
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  const apt = (...args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...options, ...args];
    const { status } = spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    return status === 0;
  };
  console.log(`Installing ${packages.join(', ')} …`);
  // An update that fails on one source still leaves lists to install from.
  apt('update');
  return apt('install', '-y', '--no-install-recommends', ...packages);
}

const wanted = argv.length > 2 ? argv.slice(2) : (env.BROWSERS?.split(',') ?? ENGINES);
const unknown = wanted.filter((engine) => !ENGINES.includes(engine));
if (unknown.length > 0) stop(`Unknown browser: ${unknown.join(', ')}. Known: ${ENGINES.join(', ')}.`);

const findMissing = () => wanted.filter((engine) => !findBrowser(engine));
const missing = findMissing();
if (missing.length > 0) {
  if (platform !== 'linux' || !existsSync('/usr/bin/apt-get')) stop(adviseOn(missing));
  const installed = installWithApt(missing.flatMap((engine) => APT_PACKAGES[engine]));
  const stillMissing = findMissing();
  if (!installed || stillMissing.length > 0) stop(adviseOn(stillMissing.length > 0 ? stillMissing : missing));
}
for (const engine of wanted) console.log(`${engine}: ${findBrowser(engine)}`);
