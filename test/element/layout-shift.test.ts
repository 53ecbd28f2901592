import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORM_NAMES } from '../../src/protocol/platforms.js';
import { PATIENCE_MS } from '../browsers/find-browsers.mjs';
import { launchBrowser } from '../frameworks/browser.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The rules that a document gives. */
function readRules(path: string): string {
  const [, rules = ''] =
    /```css\n(ghl-social-connect:not\(:defined\)[^]*?)```/.exec(readFileSync(ROOT + path, 'utf8')) ?? [];
  return rules;
}

const RULES = readRules('README.md');

const SIZES = ['small', 'medium', 'large'];
const APPEARANCES = ['filled', 'outline', 'plain', 'icon'];

interface Layout {
  readonly name: string;
  readonly style: string;
  readonly width: number;
}

const LAYOUTS: readonly Layout[] = [
  { name: 'lines of text', style: '', width: 900 },
  { name: 'a flex row', style: 'main { display: flex; flex-wrap: wrap; gap: 8px }', width: 900 },
  { name: 'a grid', style: 'main { display: grid; gap: 8px; justify-items: start }', width: 900 },
  { name: 'blocks', style: 'ghl-social-connect { display: block !important }', width: 900 },
  { name: 'a narrow page', style: '', width: 320 },
];

/** So high that all buttons are in sight: what moves outside of the window is no shift. */
const HEIGHT = 8000;

interface Shift {
  /** The sum of Chromium's layout shifts. */
  readonly score: number;
  /** By how many pixels the text below moved, for each group of buttons. */
  readonly moved: readonly number[];
}

/** No server has this address: every request is answered here. */
const ORIGIN = 'http://localhost';
const SCRIPT = '/dist/cdn/ghl-social-connect.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

/** A page of its own with `markup`, for a tag can be defined once only. */
async function openPage(markup: string, width: number): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.setViewport({ width, height: HEIGHT });
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const isScript = pathname.startsWith('/dist/cdn/');
    const body = isScript ? readFileSync(ROOT + pathname.slice(1)) : markup;
    void request.respond({ contentType: isScript ? 'text/javascript' : 'text/html', body });
  });
  await page.goto(`${ORIGIN}/page.html`);
  return page;
}

/** How much the page moves when the script arrives, and by how many pixels the text below each group of buttons does. */
async function measureShift(groups: readonly string[], style: string, width: number): Promise<Shift> {
  const sections = groups.map((tags) => `<section><main>${tags}</main><p>Text below</p></section>`);
  const markup = `<!doctype html><meta charset="utf-8"><style>${style}</style>${sections.join('')}`;
  const page = await openPage(markup, width);
  const result = await page.evaluate(async (src) => {
    // Only what is painted can move.
    const paint = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    // Below the top of its own section, so that a group is not blamed for those above it.
    const measure = () =>
      [...document.querySelectorAll('section')].map(
        (section) => section.lastElementChild!.getBoundingClientRect().top - section.getBoundingClientRect().top,
      );
    if (document.documentElement.scrollHeight > innerHeight) throw new Error('Some buttons are out of sight.');
    let score = 0;
    const add = (entries: PerformanceEntryList) => {
      for (const entry of entries) score += (entry as PerformanceEntry & { value: number }).value;
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: 'layout-shift' });
    await paint();
    const before = measure();
    const script = Object.assign(document.createElement('script'), { type: 'module', src });
    await new Promise((resolve, reject) => {
      script.addEventListener('load', resolve);
      script.addEventListener('error', reject);
      document.head.append(script);
    });
    const elements = [...document.querySelectorAll('ghl-social-connect')];
    const drawn = await Promise.all(elements.map(({ updateComplete }) => updateComplete));
    if (!drawn.every(Boolean)) throw new Error('The elements were not drawn.');
    await paint();
    await paint();
    add(observer.takeRecords());
    return { score, moved: measure().map((top, index) => Math.abs(top - before[index]!)) };
  }, SCRIPT);
  await page.close();
  return result;
}

const createTag = (platform: string, size: string, appearance: string) =>
  `<ghl-social-connect platform="${platform}" size="${size}" appearance="${appearance}"></ghl-social-connect>\n`;

const createGroup = (size: string, appearance: string) =>
  PLATFORM_NAMES.map((platform) => createTag(platform, size, appearance)).join('');

const VARIANTS = SIZES.flatMap((size) => APPEARANCES.map((appearance) => [size, appearance] as const));

describe.each(LAYOUTS)('buttons in $name', ({ style, width }) => {
  let shift: Shift;
  beforeAll(async () => {
    // All on one page: loading one for each variant costs ten times as much.
    const groups = VARIANTS.map(([size, appearance]) => createGroup(size, appearance));
    shift = await measureShift(groups, RULES + style, width);
  });

  it('do not move the page when the script arrives', () => {
    expect(shift.score).toBe(0);
  });

  it.each(VARIANTS.map((variant, index) => [...variant, index] as const))(
    'do not move what is below them: %s, %s',
    (_size, _appearance, index) => {
      expect(shift.moved[index]).toBe(0);
    },
  );
});

it('the styling guide gives the same rules as the README', () => {
  const squeeze = (css: string) => css.replace(/\s+/g, ' ');
  expect(RULES).not.toBe('');
  expect(squeeze(readRules('demo/docs/guides/styling.md'))).toBe(squeeze(RULES));
});

it('without the rules, the same page moves', async () => {
  const { score, moved } = await measureShift([createGroup('medium', 'filled')], '', 900);
  expect(score).toBeGreaterThan(0);
  expect(moved[0]).toBeGreaterThan(40);
});
