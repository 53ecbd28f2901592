import { readFileSync } from 'node:fs';
import { findFile, GROUPS, HOME, PAGES, type DocGroup, type DocPage } from '../pages.js';

const FRONT_MATTER = /^---\n[^]*?\n---\n*/;
const MARKERS = /<!-- (?:begin|end): [\w-]+ -->\n*/g;
const COMPONENT = /^<[A-Z]\w* \/>$/gm;
const WRAPPER = /^<\/?[A-Z]\w*>\n*/gm;

const TITLE = `# ${HOME.title}\n\n> ${HOME.summary}\n`;

/** What a page's component is in text. */
const ONLINE = '*This part is interactive: see the page in a browser.*';

/** A page as Markdown for readers that accept text only. */
export function createTwin(root: string, page: DocPage): string {
  const source = readFileSync(root + findFile(page), 'utf8')
    .replace(FRONT_MATTER, '')
    .replace(MARKERS, '');
  const text = `${source.replace(WRAPPER, '').replace(COMPONENT, ONLINE).trim()}\n`;
  // The theme draws the title of the home page.
  return page === HOME ? `${TITLE}\n${text}` : text;
}

/** Links to all pages, for the home page. */
export function createPageList(): string {
  const list = ({ title, pages }: DocGroup): string =>
    `- **${title}**: ${pages.map(({ path, title: text }) => `[${text}](./${path}.md)`).join(', ')}`;
  return GROUPS.map(list).join('\n');
}

/** The index of all pages, with links to their Markdown twins: https://llmstxt.org. */
export function createLlmsIndex(): string {
  const groups = GROUPS.map(({ title, pages }) => {
    const links = pages.map(({ path, title: text, summary }) => `- [${text}](./${path}.md): ${summary}\n`);
    return `## ${title}\n\n${links.join('')}`;
  });
  const all = '## Optional\n\n- [Everything](./llms-full.txt): All pages in one file.\n';
  return [TITLE, ...groups, all].join('\n');
}

/** All pages in one file. */
export function createLlmsFull(root: string): string {
  return [TITLE, ...PAGES.map((page) => createTwin(root, page))].join('\n---\n\n');
}
