import type { GeneratedFile } from './documents.js';

const MARKERS = /<!-- (?:begin|end): [\w-]+ -->\n*/g;
const IMAGES = /^!\[.*\n*/gm;

/** README and guides in one file, for readers that take text only: https://llmstxt.org. */
export function createLlmsText(pages: readonly GeneratedFile[]): string {
  const texts = pages.map(({ text }) => text.replace(MARKERS, '').replace(IMAGES, '').trim());
  const [readme = '', ...guides] = texts;
  return `${[readme, ...guides].join('\n\n---\n\n')}\n`;
}
