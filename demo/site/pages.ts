import { readFileSync } from 'node:fs';
import { GUIDES, readGuide } from './guides.js';
import { createId, renderMarkdown, type Section } from './render.js';

/** A page of the site. */
export interface Page {
  /** File name of its address. */
  readonly name: string;
  readonly title: string;
  readonly html: string;
  readonly sections: readonly Section[];
  /** The script it needs besides the search. */
  readonly script?: string;
}

/** Something that the search can find. */
export interface SearchEntry {
  readonly page: string;
  readonly heading: string;
  readonly href: string;
  readonly text: string;
}

/** Links in the README and in the guides lead to files of the project; on the site, to its pages. */
function relink(html: string, pageNames: ReadonlySet<string>): string {
  const sections = new Map(GUIDES.map(({ slug, section = '' }) => [createId(section), slug]));
  return html
    .replaceAll(/href="\.\.\/\.\.\/\.\.\/README\.md#([\w-]+)"/g, (link: string, id: string) =>
      sections.has(id) ? `href="./${sections.get(id)}.html"` : link,
    )
    .replaceAll(/href="(?:demo\/site\/guides|\.)\/([\w-]+)\.md/g, 'href="./$1.html')
    .replaceAll('href="../playground.html"', 'href="./playground.html"')
    .replaceAll(/href="#errors"/g, pageNames.has('api.html') ? 'href="./api.html#errors"' : 'href="#errors"');
}

function readPlayground(root: string): Page {
  const html = readFileSync(`${root}demo/site/playground.html`, 'utf8');
  const text = 'Try attributes, watch events, copy the code for HTML, React, Vue, Svelte and Angular.';
  const sections = [{ id: '', heading: 'Playground', level: 1, text }];
  return { name: 'playground.html', title: 'Playground', html, sections, script: '/site/playground.ts' };
}

/** Every page, in the order of the navigation. `root` is the project's folder and ends with a slash. */
export function readPages(root: string): readonly Page[] {
  const guides = GUIDES.flatMap((guide) => {
    const markdown = readGuide(guide, root);
    if (markdown === undefined) return [];
    const name = guide.slug === 'start' ? 'index.html' : `${guide.slug}.html`;
    return [{ name, title: guide.title, ...renderMarkdown(markdown) }];
  });
  const names = new Set(guides.map(({ name }) => name));
  const pages = guides.map((page) => ({
    ...page,
    html: relink(page.html, names).replaceAll('./start.html', './index.html'),
  }));
  const [start, ...others] = pages;
  return start ? [start, readPlayground(root), ...others] : others;
}

/** What the search looks through. */
export function createSearchIndex(pages: readonly Page[]): readonly SearchEntry[] {
  return pages.flatMap(({ name, title, sections }) =>
    sections.map(({ id, heading, level, text }) => ({
      page: title,
      heading: level === 1 ? title : heading,
      href: `./${name}${level === 1 || id === '' ? '' : `#${id}`}`,
      text,
    })),
  );
}

function createNavigation(pages: readonly Page[], current: Page): string {
  const links = pages.map(({ name, title }) => {
    const mark = name === current.name ? ' aria-current="page"' : '';
    return `<li><a href="./${name}"${mark}>${title}</a></li>`;
  });
  return `<ul>${links.join('')}</ul>`;
}

/** A whole page of the site. `demo` is the address of the demo, where there is one. */
export function createDocument(pages: readonly Page[], page: Page, demo?: string): string {
  const scripts = ['/site/navigation.ts', '/site/search.ts', page.script].filter((path) => path !== undefined);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${page.title} – ghl-social-connect</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/site/site.css" />
    ${scripts.map((path) => `<script type="module" src="${path}"></script>`).join('\n    ')}
  </head>
  <body>
    <a class="skip" href="#main">Skip to the text</a>
    <header>
      <a class="name" href="./index.html"><code>&lt;ghl-social-connect&gt;</code></a>${demo === undefined ? '' : `\n      <a href="${demo}">Demo</a>`}
      <search>
        <label for="query">Search</label>
        <input id="query" type="search" autocomplete="off" spellcheck="false" aria-controls="results" aria-describedby="hint" />
        <span id="hint" class="hint">Press / to search</span>
        <p id="count" class="count" role="status"></p>
        <ul id="results" class="results" hidden></ul>
      </search>
    </header>
    <div class="columns">
      <nav aria-label="Pages">${createNavigation(pages, page)}</nav>
      <main id="main" tabindex="-1">
${page.html}
      </main>
    </div>
  </body>
</html>
`;
}
