import { Marked, type Tokens } from 'marked';

/** A part of a page that a search can find. */
export interface Section {
  /** Id of its heading; empty for what stands before the first. */
  readonly id: string;
  readonly heading: string;
  readonly level: number;
  /** What it says, without markup. */
  readonly text: string;
}

/** A page, as HTML and as text. */
export interface RenderedPage {
  readonly html: string;
  readonly sections: readonly Section[];
}

const MARKERS = /<!-- (?:begin|end): [\w-]+ -->/g;
const MARKUP = /[`*|#>]|<[^>]+>|\]\([^)]*\)|\[|^\s*[-:| ]+$/gm;

/** The id that GitHub gives a heading, so that links work in both places. */
export function createId(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

const toText = (markdown: string): string => markdown.replace(MARKUP, ' ').replaceAll(/\s+/g, ' ').trim();

function readSections(tokens: readonly { type: string; raw: string }[]): Section[] {
  const sections: Section[] = [];
  for (const token of tokens) {
    if (token.type === 'heading') {
      const { text, depth } = token as Tokens.Heading;
      sections.push({ id: createId(toText(text)), heading: toText(text), level: depth, text: '' });
      continue;
    }
    const current = sections.pop() ?? { id: '', heading: '', level: 1, text: '' };
    sections.push({ ...current, text: `${current.text} ${toText(token.raw)}`.trim() });
  }
  return sections;
}

const marked = new Marked({
  renderer: {
    heading({ tokens, depth, text }) {
      const id = createId(toText(text));
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    // Wide ones scroll by themselves, by keyboard too.
    table(token) {
      const head = `<tr>${token.header.map((cell) => this.tablecell(cell)).join('')}</tr>`;
      const rows = token.rows.map((row) => `<tr>${row.map((cell) => this.tablecell(cell)).join('')}</tr>`);
      const table = `<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`;
      return `<div class="wide" role="group" aria-label="Table" tabindex="0">${table}</div>\n`;
    },
    tablecell(token) {
      const tag = token.header && token.text !== '' ? 'th' : 'td';
      const alignment = token.align === 'right' ? ' class="end"' : '';
      return `<${tag}${alignment}>${this.parser.parseInline(token.tokens)}</${tag}>`;
    },
    code({ text, lang = '' }) {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      return `<pre tabindex="0" role="group" aria-label="Code, ${lang}"><code>${escaped}</code></pre>\n`;
    },
  },
});

/** Renders our own Markdown. Nothing of others may come here: HTML in it is kept. */
export function renderMarkdown(markdown: string): RenderedPage {
  const text = markdown.replace(MARKERS, '');
  const tokens = marked.lexer(text);
  return { html: marked.parser(tokens), sections: readSections(tokens) };
}
