import { readFileSync, existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createDocuments } from './documents.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

for (const { path, text } of await createDocuments(ROOT)) {
  if (existsSync(ROOT + path) && readFileSync(ROOT + path, 'utf8') === text) continue;
  writeFileSync(ROOT + path, text);
  console.log(`${path} is written.`);
}
