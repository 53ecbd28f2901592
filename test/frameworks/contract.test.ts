import { readFileSync } from 'node:fs';
import type { Browser } from 'puppeteer-core';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REACT_18 } from '../../demo/frameworks/server/pages.js';
import type { PageServer } from '../../demo/frameworks/server/serve.js';
import { launchBrowser, openPage } from './browser.js';
import { BEHAVIOURS, judge, observe, type Behaviour } from './behaviours.js';
import { createSite } from './site.js';

const REACT_PAGES = ['contract/react', 'contract/react-component'];
const PAGES = [...REACT_PAGES, ...['preact', 'vue', 'svelte', 'angular'].map((name) => `contract/${name}`)];

/** The ways to use the element, and where each is tried. */
const COLUMNS = {
  'React 19': '/pages/contract/react/',
  'React 19, `./react`': '/pages/contract/react-component/',
  'React 18': '/pages-18/contract/react/',
  'React 18, `./react`': '/pages-18/contract/react-component/',
  'Preact 11': '/pages/contract/preact/',
  'Vue 3': '/pages/contract/vue/',
  'Svelte 5': '/pages/contract/svelte/',
  'Angular 21, `./angular`': '/pages/contract/angular/',
};

const RICH_DATA: readonly Behaviour[] = ['array', 'object', 'camelCase property'];

/** None of our events is called so: the component does not add them. */
const FOREIGN_EVENTS: readonly Behaviour[] = [
  'lowercase event',
  'camelCase event',
  'CAPScase event',
  'PascalCase event',
];

/** What the frameworks themselves do not do, for any custom element. */
const MISSING: Readonly<Record<string, readonly Behaviour[]>> = {
  'React 18': [...RICH_DATA, ...FOREIGN_EVENTS, 'kebab-case event'],
  'React 18, `./react`': FOREIGN_EVENTS,
  // `onC…` is to Preact a camel-case spelling of a listener in lower case.
  'Preact 11': ['CAPScase event', 'PascalCase event'],
};

async function createTable(results: ReadonlyMap<string, Readonly<Record<string, boolean>>>): Promise<string> {
  const columns = [...results.keys()];
  const rows = Object.entries(BEHAVIOURS).map(([behaviour, meaning]) => {
    const marks = columns.map((column) => (results.get(column)?.[behaviour] ? 'yes' : 'no'));
    return `| ${meaning} | ${marks.join(' | ')} |`;
  });
  const head = [`| behaviour | ${columns.join(' | ')} |`, `|---|${'---|'.repeat(columns.length)}`];
  return format([...head, ...rows].join('\n'), { ...(await resolveConfig('README.md')), parser: 'markdown' });
}

describe('custom elements, as the frameworks treat them', () => {
  let site: PageServer;
  let browser: Browser;
  const results = new Map<string, Record<string, boolean>>();

  beforeAll(async () => {
    const angular = ['contract/angular/tsconfig.json'];
    site = await createSite({ contract: 'test/frameworks/contract' }, [
      { pages: PAGES, angular, target: 'pages' },
      { pages: REACT_PAGES, alias: REACT_18, target: 'pages-18' },
    ]);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it.each(Object.entries(COLUMNS))('%s', async (column, path) => {
    const { page } = await openPage(browser, site.origin + path);
    results.set(column, judge(await observe(page)));
    const behaviours = Object.keys(BEHAVIOURS) as Behaviour[];
    const expected = behaviours.map((name) => [name, !MISSING[column]?.includes(name)]);
    expect(results.get(column)).toEqual(Object.fromEntries(expected));
    await page.browserContext().close();
  });

  it('produce the table that the documentation shows', async () => {
    const table = await createTable(results);
    await expect(table).toMatchFileSnapshot('contract.md');
    expect(readFileSync('demo/docs/frameworks/overview.md', 'utf8')).toContain(table.trim());
  });
});
