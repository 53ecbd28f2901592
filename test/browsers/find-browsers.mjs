import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';

/** The engines in which every browser test runs. */
export const ENGINES = ['chromium', 'firefox', 'webkit'];

/** Chromium's arguments: it also starts as root in a container, needs no graphics card, and loads nothing by itself. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long tests in Node let a page wait, in ms: a limit for tests that hang. Puppeteer's own, 30 s, ends on a busy machine. */
export const PATIENCE_MS = 150_000;

function findCommand(...names) {
  const folders = (env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

const findFile = (...paths) => paths.find((path) => path && existsSync(path));

function findChromium() {
  return (
    findFile(env.CHROME_PATH) ??
    findCommand('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
    findFile(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    )
  );
}

function findFirefox() {
  return (
    findFile(env.FIREFOX_PATH) ??
    findCommand('firefox-esr', 'firefox') ??
    findFile('/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe')
  );
}

/** Path of WebKitGTK's small browser, which is not on the command path. */
export function findMiniBrowser() {
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  return findFile(
    ...['4.1', '6.0', '4.0'].flatMap((version) => [
      `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
      `/usr/lib/${machine}-linux-gnu/webkitgtk-${version}/MiniBrowser`,
    ]),
  );
}

function findWebKit() {
  const hasScreen = env.DISPLAY !== undefined || findCommand('Xvfb') !== undefined;
  return hasScreen && findMiniBrowser() ? findCommand('WebKitWebDriver') : undefined;
}

const FINDERS = { chromium: findChromium, firefox: findFirefox, webkit: findWebKit };

/** Path of the program that starts `engine` on this machine; `undefined` if it is not installed. */
export function findBrowser(engine) {
  return FINDERS[engine]?.();
}
