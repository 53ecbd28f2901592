// Writes dist/cdn/sri.json: the hash of each script for a CDN, to give a page's `integrity` attributes.
// Source: https://www.w3.org/TR/sri-2/. The last step of `npm run build`.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const FOLDER = 'dist/cdn/';

const hash = (file) => `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

const files = readdirSync(FOLDER, { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.js'))
  .sort();
const hashes = Object.fromEntries(files.map((name) => [name, hash(FOLDER + name)]));
writeFileSync(`${FOLDER}sri.json`, `${JSON.stringify(hashes, null, 2)}\n`);
