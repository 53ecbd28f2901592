import { readFileSync } from 'node:fs';
import { findFile, GROUPS, PAGES, type DocPage } from '../pages.js';

const FRONT_MATTER = /^---\n[^]*?\n---\n*/;
const MARKERS = /<!-- (?:begin|end): [\w-]+ -->\n*/g;
const COMPONENT = /^<[A-Z]\w* \/>$/gm;

const TITLE = '# ghl-social-connect\n\n';
const SUMMARY =
  '> A web component that connects a social account to a HighLevel (GoHighLevel) location, with a server-side proxy, a simulator for tests, and integrations for frameworks.\n';

/** What a page's component is in text. */
const ONLINE = '*This part is interactive: see the page in a browser.*';

/** A page as Markdown for readers that accept text only. */
export function createTwin(root: string, page: DocPage): string {
  const text = readFileSync(root + findFile(page), 'utf8');
  return `${text.replace(FRONT_MATTER, '').replace(MARKERS, '').replace(COMPONENT, ONLINE).trim()}\n`;
}

/** The index of all pages, with links to their Markdown twins: https://llmstxt.org. */
export function createLlmsIndex(): string {
  const groups = GROUPS.map(({ title, pages }) => {
    const links = pages.map(({ path, title: text, summary }) => `- [${text}](./${path}.md): ${summary}\n`);
    return `## ${title}\n\n${links.join('')}`;
  });
  const all = '## Optional\n\n- [Everything](./llms-full.txt): All pages in one file.\n';
  return [TITLE + SUMMARY, ...groups, all].join('\n');
}

/** All pages in one file. */
export function createLlmsFull(root: string): string {
  return [TITLE + SUMMARY, ...PAGES.map((page) => createTwin(root, page))].join('\n---\n\n');
}
