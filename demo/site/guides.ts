import { readFileSync } from 'node:fs';

/** A page of the documentation. */
export interface Guide {
  /** Name of the page in its address. */
  readonly slug: string;
  readonly title: string;
  /** The section of the README that it is, where it is no file of its own in `guides/`. */
  readonly section?: string;
}

/** The guides, in the order they are read in. */
export const GUIDES: readonly Guide[] = [
  { slug: 'start', title: 'Start' },
  { slug: 'outcomes', title: 'Outcomes' },
  { slug: 'connect', title: 'Without the element' },
  { slug: 'proxy', title: 'The proxy', section: 'The proxy' },
  { slug: 'frameworks', title: 'Frameworks', section: 'Frameworks' },
  { slug: 'looks', title: 'Looks', section: 'Looks' },
  { slug: 'words', title: 'Words', section: 'Words' },
  { slug: 'popups', title: 'Popups' },
  { slug: 'csp', title: 'Content-Security-Policy' },
  { slug: 'strict', title: 'Moving to a strict site' },
  { slug: 'testing', title: 'Testing' },
  { slug: 'cost', title: 'Size and speed' },
  { slug: 'api', title: 'API' },
  { slug: 'trouble', title: 'When it does not work', section: 'When it does not work' },
];

/** Where a guide's text is, below the project's root. */
export function findFile({ slug, section }: Guide): string {
  return section === undefined ? `demo/site/guides/${slug}.md` : 'README.md';
}

/** A section of a text, its headings one level up; `undefined` if there is none of that title. */
function cutSection(text: string, title: string): string | undefined {
  const [, ...sections] = text.split(/^(?=## )/m);
  const found = sections.find((section) => section.startsWith(`## ${title}\n`));
  return found?.replace(/^#(?=#+ )/gm, '');
}

/** A guide's Markdown. `undefined` if the README has no such section. */
export function readGuide(guide: Guide, root: string): string | undefined {
  const text = readFileSync(root + findFile(guide), 'utf8');
  return guide.section === undefined ? text : cutSection(text, guide.section);
}
