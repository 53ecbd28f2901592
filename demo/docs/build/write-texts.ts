import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createLlmsFull, createLlmsIndex, createTwin } from '../generate/llms.js';
import { HOME, PAGES } from '../pages.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Writes the Markdown twin of each page, `llms.txt` and `llms-full.txt` into the folder of the built site. */
export function writeTexts(folder: string): void {
  for (const page of [HOME, ...PAGES]) writeFileSync(`${folder}/${page.path}.md`, createTwin(ROOT, page));
  writeFileSync(`${folder}/llms.txt`, createLlmsIndex());
  writeFileSync(`${folder}/llms-full.txt`, createLlmsFull(ROOT));
}
