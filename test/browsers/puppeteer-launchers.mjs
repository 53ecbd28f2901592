import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS, findBrowser } from './find-browsers.mjs';

// Every other tab is a popup, so the one that the browser starts with goes. It cannot be the test page itself:
// in Firefox a first tab never gets the focus.
async function createPage({ context }) {
  const others = await context.pages();
  const page = await context.newPage();
  await Promise.all(others.map((other) => other.close()));
  return page;
}

/** Gives `launcher` the list of windows that tests have opened, and closes them when a test file ends. */
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

// A popup may close itself at any moment, or be on its way to another origin; then it has not what was asked for.
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

/** A launcher for Chromium, with its popup blocker on. */
export function chromiumLauncher() {
  return withPopups(
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      createPage,
      launchOptions: {
        executablePath: findBrowser('chromium'),
        // Lets the tests of leaks ask for a garbage collection.
        args: [...CHROMIUM_ARGS, '--js-flags=--expose-gc'],
        ignoreDefaultArgs: ['--disable-popup-blocking'],
      },
    }),
  );
}

/** A launcher for Firefox (WebDriver BiDi), with its popup blocker on. */
export function firefoxLauncher() {
  return withPopups(
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      createPage,
      launchOptions: {
        browser: 'firefox',
        executablePath: findBrowser('firefox'),
        extraPrefsFirefox: { 'dom.disable_open_during_load': true },
      },
    }),
  );
}
