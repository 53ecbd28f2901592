import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../demo/docs/generate/documents.js';
import { fillMarkers } from '../../demo/docs/generate/markers.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const documents = await createDocuments(ROOT);

describe('what is generated in the documents', () => {
  it.each(documents.map(({ path, text }) => [path, text] as const))('%s is current: npm run docs', (path, text) => {
    expect(readFileSync(ROOT + path, 'utf8')).toBe(text);
  });

  it('has the hashes of the built files', () => {
    const hashes = JSON.parse(readFileSync(`${ROOT}dist/cdn/sri.json`, 'utf8')) as Record<string, string>;
    expect(Object.keys(hashes)).toEqual(
      expect.arrayContaining(['ghl-social-connect.js', 'ghl-social-connect.classic.js']),
    );
    for (const [file, hash] of Object.entries(hashes)) {
      const body = readFileSync(`${ROOT}dist/cdn/${file}`);
      expect(hash).toBe(`sha384-${createHash('sha384').update(body).digest('base64')}`);
    }
  });

  it('fills the markers that it knows, and leaves the others alone', () => {
    const text = '<!-- begin: one -->\nold\n<!-- end: one -->\n<!-- begin: two -->\nkept\n<!-- end: two -->\n';
    expect(fillMarkers(text, { one: 'new $1' })).toBe(
      '<!-- begin: one -->\n\nnew $1\n\n<!-- end: one -->\n<!-- begin: two -->\nkept\n<!-- end: two -->\n',
    );
  });
});
