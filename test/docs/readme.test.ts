import { existsSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findFile, HOME, PAGES } from '../../demo/docs/pages.js';
import { listPackedFiles } from '../package/packed-files.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(ROOT + path, 'utf8');

/** Every document that people read in the repository or in the package. */
const DOCUMENTS = [
  'README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...[HOME, ...PAGES].map(findFile),
];

/** The addresses that a document links to or shows, outside of code. */
function listLinks(path: string): string[] {
  const text = read(path)
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, '');
  const markdown = [...text.matchAll(/\]\(([^)\s]+)\)/g)];
  const html = [...text.matchAll(/(?:src|srcset|href)="([^"]+)"/g)];
  return [...markdown, ...html].map(([, href = '']) => href);
}

/** Ids of the headings, as GitHub and the site make them. */
function listHeadings(path: string): string[] {
  return [...read(path).matchAll(/^#{1,4} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
}

const isLocal = (href: string) => !/^[a-z]+:/.test(href);

describe('the README', () => {
  const readme = read('README.md');

  it('has at most 200 lines', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(200);
  });

  it('shows the tag within its first eight lines', () => {
    expect(readme.split('\n').slice(0, 8).join('\n')).toContain('<ghl-social-connect ');
  });

  it('links only to addresses elsewhere and to files that the package contains', () => {
    const packed = listPackedFiles();
    const paths = listLinks('README.md')
      .filter(isLocal)
      .map((href) => href.split('#')[0] ?? '');
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => path !== '' && !packed.includes(path))).toEqual([]);
  });
});

describe('the documents', () => {
  it.each(DOCUMENTS)('%s links only to files and headings that exist', (document) => {
    const broken = listLinks(document)
      .filter(isLocal)
      .filter((href) => {
        const [path = '', id] = href.split('#');
        const target = path === '' ? document : posix.join(dirname(document), path);
        if (!existsSync(ROOT + target)) return true;
        return id !== undefined && !listHeadings(target).includes(id);
      });
    expect(broken).toEqual([]);
  });
});
