import { readFileSync } from 'node:fs';
import { findFile, GUIDES } from '../guides.js';

const MARKERS = /<!-- (?:begin|end): [\w-]+ -->\n*/g;
const IMAGES = /^!\[.*\n*/gm;

/** README and guides in one file, for readers that accept text only: https://llmstxt.org. */
export function createLlmsText(root: string): string {
  const paths = [...new Set(['README.md', ...GUIDES.map(findFile)])];
  const texts = paths.map((path) =>
    readFileSync(root + path, 'utf8')
      .replace(MARKERS, '')
      .replace(IMAGES, '')
      .trim(),
  );
  return `${texts.join('\n\n---\n\n')}\n`;
}
