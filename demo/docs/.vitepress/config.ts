import { readFileSync, writeFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { ALIAS } from '../../entries.js';
import { accessibleSearch } from '../build/accessible-search.js';
import { createCodeClasses } from '../build/code-classes.js';
import { useAccessibleTables, usePlainText } from '../build/markdown.js';
import { SETUP_FILE, StrictPages } from '../build/strict-pages.js';
import { writeTexts } from '../build/write-texts.js';
import { liveDemoWorker } from '../live/plugin.js';
import { GROUPS, HOME, PAGES } from '../pages.js';

const ICON = readFileSync(new URL('theme/icon.svg', import.meta.url), 'utf8');

/** Finds identifiers as a whole and by their words. It runs in the browser, where nothing around it exists. */
const tokenize = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}_-]+/gu) ?? []).flatMap((word) => [...new Set([word, ...word.split(/[_-]/)])]);

/** The pages that have a Markdown twin. */
const TEXTS = [HOME, ...PAGES];

const codeClasses = createCodeClasses();
const strictPages = new StrictPages();

export default defineConfig({
  title: 'ghl-social-connect',
  description: 'A web component that connects a social account to a HighLevel (GoHighLevel) location.',
  lang: 'en',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(ICON)}` }]],
  // Without this, each page inserts an inline style.
  appearance: { disableTransition: false },
  // Relative addresses: the built site works below any path.
  base: './',
  outDir: 'dist',
  cacheDir: fileURLToPath(new URL('../../../node_modules/.cache/docs', import.meta.url)),
  // Quick start names the addresses of the simulator and of Vite.
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    config(markdown) {
      useAccessibleTables(markdown);
      usePlainText(markdown);
    },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    codeTransformers: [codeClasses.transformer],
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'ghl-social-connect' } } },
  vite: {
    configFile: false,
    resolve: { alias: ALIAS },
    plugins: [accessibleSearch(), liveDemoWorker(), codeClasses.plugin],
  },
  transformPageData: ({ relativePath }) => ({
    description: TEXTS.find(({ path }) => `${path}.md` === relativePath)?.summary ?? '',
  }),
  transformHtml: (html, file, { siteConfig }) => strictPages.transform(html, relative(siteConfig.outDir, file)),
  transformHead: ({ page }) =>
    TEXTS.some(({ path }) => `${path}.md` === page)
      ? [['link', { rel: 'alternate', type: 'text/markdown', href: `./${basename(page)}` }]]
      : [],
  buildEnd({ outDir }) {
    writeFileSync(`${outDir}/${SETUP_FILE}`, strictPages.code);
    writeTexts(outDir);
  },
  themeConfig: {
    search: { provider: 'local', options: { miniSearch: { options: { tokenize } } } },
    outline: [2, 3],
    sidebarMenuLabel: 'Pages',
    nav: GROUPS.map(({ title, pages: [first] }) => ({
      text: title,
      link: `/${first?.path}`,
      activeMatch: `/${title.toLowerCase()}/`,
    })),
    sidebar: GROUPS.map(({ title, pages }) => ({
      text: title,
      items: pages.map(({ path, title: text }) => ({ text, link: `/${path}` })),
    })),
  },
});
