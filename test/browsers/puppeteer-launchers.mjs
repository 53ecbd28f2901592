import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS, findBrowser } from './find-browsers.mjs';

// The tests count every other tab as a popup, so the browser's first tab is closed. It cannot become the test page,
// because Firefox never gives the focus to its first tab.
async function createPage({ context }) {
  const others = await context.pages();
  const page = await context.newPage();
  await Promise.all(others.map((other) => other.close()));
  return page;
}

/** Lets `launcher` list the windows that tests opened, and close them when a test file ends. */
function withPopups(launcher) {
  const findPopups = async (id) => {
    const testPage = launcher.getPage(id);
    const pages = await testPage.browserContext().pages();
    return pages.filter((page) => page !== testPage && !page.isClosed());
  };
  const stopSession = launcher.stopSession.bind(launcher);
  launcher.popups = async (id) => (await findPopups(id)).map(describePopup);
  launcher.stopSession = async (id) => {
    await Promise.all((await findPopups(id)).map(close));
    return stopSession(id);
  };
  return launcher;
}

// A popup may close itself, or go to another origin, at any moment. The element that a test looks for is then missing.
function ignoreClosed(error) {
  if (!/closed|no such|no target|detached|destroyed|cross-origin object/i.test(String(error))) throw error;
}
const close = (page) => page.close().catch(ignoreClosed);

function describePopup(page) {
  return {
    url: () => page.url(),
    close: () => close(page),
    click: async (selector) => {
      const element = await page.$(selector).catch(ignoreClosed);
      await element?.click().catch(ignoreClosed);
      return Boolean(element);
    },
  };
}

// Puppeteer's record of every request, which no test reads, costs Firefox a sixth of its time.
const networkEnabled = false;

/** Launcher for Chromium, with its popup blocker on. */
export function chromiumLauncher() {
  return withPopups(
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      createPage,
      launchOptions: {
        executablePath: findBrowser('chromium'),
        networkEnabled,
        // Lets the tests for leaks request a garbage collection.
        args: [...CHROMIUM_ARGS, '--js-flags=--expose-gc'],
        ignoreDefaultArgs: ['--disable-popup-blocking'],
      },
    }),
  );
}

/** Launcher for Firefox (WebDriver BiDi), with its popup blocker on. */
export function firefoxLauncher() {
  return withPopups(
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      createPage,
      launchOptions: {
        browser: 'firefox',
        executablePath: findBrowser('firefox'),
        networkEnabled,
        // The second one blocks the cookies of other sites in frames, as Chromium and WebKit do without a setting.
        extraPrefsFirefox: { 'dom.disable_open_during_load': true, 'network.cookie.cookieBehavior': 1 },
      },
    }),
  );
}
