import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { CDN_FOLDER, ENTRY_NAMES, MAX_RETRIES } from './names.js';
import { PART_FILES } from './parts.js';

const hash = (name: string) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(`${CDN_FOLDER}/${name}`))
    .digest('base64')}`;

const listScripts = () =>
  readdirSync(CDN_FOLDER, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.js'))
    .sort();

/** All addresses under which the module may load a file: a part has some more for further attempts. */
function listAddresses(name: string): string[] {
  const retries = PART_FILES.includes(name)
    ? Array.from({ length: MAX_RETRIES }, (_, index) => `?retry=${index + 1}`)
    : [];
  return ['', ...retries].map((query) => `./${name}${query}`);
}

/**
 * Writes the hash of each script (https://www.w3.org/TR/sri-2/) to `sri.json`, for `integrity` attributes, and to
 * `import-map.json`, for pages that check every file of the module
 * (https://html.spec.whatwg.org/multipage/webappapis.html#import-map-integrity-metadata).
 */
export function writeIntegrity(): Plugin {
  const write = (name: string, data: object) =>
    writeFileSync(`${CDN_FOLDER}/${name}`, `${JSON.stringify(data, null, 2)}\n`);
  return {
    name: 'write-integrity',
    writeBundle() {
      const hashes = Object.fromEntries(listScripts().map((name) => [name, hash(name)]));
      const integrity = Object.entries(hashes).flatMap(([name, value]) =>
        listAddresses(name).map((address) => [address, value] as const),
      );
      write('sri.json', hashes);
      write('import-map.json', {
        imports: { 'ghl-social-connect': `./${ENTRY_NAMES.module}` },
        integrity: Object.fromEntries(integrity),
      });
    },
  };
}
