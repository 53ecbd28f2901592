import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { Script } from 'node:vm';
import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BRAND_GLYPHS } from '../../src/element/icons/brand-glyphs.js';
import { ENTRY_NAMES, MAX_RETRIES, partName } from '../../build/cdn/names.js';

const ENTRY = ENTRY_NAMES.module;
const CORE = partName('core');
/** What the module loads on demand. */
const PARTS = ['accounts', 'attempt', 'session'].map(partName);
const SINGLE_FILES = [ENTRY_NAMES.bundle, ENTRY_NAMES.classic, ENTRY_NAMES.accounts];
const FILES = [ENTRY, CORE, ...PARTS, ...SINGLE_FILES];

/** Most bytes, compressed with brotli, that a page loads before anybody clicks. */
const LOAD_BUDGET = 15_500;
/**
 * The same for the other files. `attempt` has lit-html, which was in the core (2,600), and all that it draws: the picker came
 * from `accounts` (4,900). The files with everything have the button's own view besides lit-html, 150 to 200 bytes more,
 * and what handles hidden children, names of images and a second copy of the package.
 */
const BUDGETS: Readonly<Record<string, number>> = {
  [partName('accounts')]: 7_750,
  [partName('attempt')]: 10_850,
  [partName('session')]: 3_900,
  [ENTRY_NAMES.bundle]: 34_300,
  [ENTRY_NAMES.classic]: 34_250,
};

/** The script with the brand icons. */
const ICONS = 'icons/brands.js';

/** Most bytes that the list of accounts adds to the single file with the button, compressed with brotli. */
const LIST_BUDGET = 9_000;

const readFile = (name: string): string => readFileSync(`dist/cdn/${name}`, 'utf8');
const compress = (name: string): number =>
  brotliCompressSync(readFile(name), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** What a file imports: `static` ones at once, the others on demand. */
function listImports(name: string): { static: string[]; dynamic: string[] } {
  const code = readFile(name);
  const list = (pattern: RegExp) => [...new Set([...code.matchAll(pattern)].map(([, path = '']) => path))].sort();
  return {
    static: list(/\b(?:from|import)\s*["'`]([^"'`]+)["'`]/g),
    dynamic: list(/\bimport\(\s*["'`]([^"'`]+)["'`]\s*\)/g),
  };
}

describe('the files for a CDN', () => {
  it('are these, and each script but the translations has a source map', () => {
    const scripts = readdirSync('dist/cdn').filter((name) => name.endsWith('.js'));
    expect(scripts.sort()).toEqual([...FILES].sort());
    for (const name of FILES.filter((file) => file !== ENTRY)) expect(existsSync(`dist/cdn/${name}.map`)).toBe(true);
  });

  it(`load at most ${LOAD_BUDGET} bytes, brotli, in two files before anybody clicks`, () => {
    expect(listImports(ENTRY)).toEqual({ static: [`./${CORE}`], dynamic: [] });
    expect(listImports(CORE).static).toEqual([]);
    expect(compress(ENTRY) + compress(CORE)).toBeLessThanOrEqual(LOAD_BUDGET);
  });

  it.each(Object.entries(BUDGETS))('%s has at most %i bytes, brotli', (name, budget) => {
    expect(compress(name)).toBeLessThanOrEqual(budget);
  });

  it(`the list of accounts adds at most ${LIST_BUDGET} bytes, brotli, to the button`, () => {
    expect(compress(ENTRY_NAMES.accounts) - compress(ENTRY_NAMES.bundle)).toBeLessThanOrEqual(LIST_BUDGET);
  });

  // The entry's address is the page's choice. A file that imported it by name would run it a second time under another.
  it('never import the entry, and the parts import only the core', () => {
    const addresses = listImports(CORE).dynamic.map((address) => address.split('?', 1)[0]);
    expect([...new Set(addresses)]).toEqual(PARTS.map((part) => `./${part}`).sort());
    for (const part of PARTS) expect(listImports(part)).toEqual({ static: [`./${CORE}`], dynamic: [] });
    for (const name of SINGLE_FILES) expect(listImports(name)).toEqual({ static: [], dynamic: [] });
  });

  it.each(FILES)('%s makes no code from text', (name) => {
    expect(readFile(name)).not.toMatch(/\beval\(|\bFunction\(/);
  });

  it.each(FILES)('%s contains neither zod nor helpers of the bundler', (name) => {
    expect(readFile(name)).not.toMatch(/__zod|vite:|@__PURE__/);
  });

  it.each([CORE, ...SINGLE_FILES])('%s has no line breaks but those of template literals', (name) => {
    const code = readFile(name);
    const body = code.slice(0, code.lastIndexOf('//# sourceMappingURL='));
    expect(body.split('\n').length).toBeLessThan(body.length / 100);
  });

  it.each([CORE, ...SINGLE_FILES])('the source map of %s leads to the sources', (name) => {
    const code = readFile(name);
    const map = new SourceMap(JSON.parse(readFile(`${name}.map`)) as SourceMapPayload);
    const offset = code.indexOf('attachInternals');
    expect(offset).toBeGreaterThan(0);
    const lines = code.slice(0, offset).split('\n');
    const entry = map.findEntry(lines.length - 1, lines.at(-1)?.length ?? 0);
    expect(entry).toMatchObject({ originalSource: expect.stringContaining('src/element/') as string });
  });
});

describe('lit-html', () => {
  it.each(FILES.filter((name) => name !== ENTRY))('is in %s only if it draws more than a button at rest', (name) => {
    const { sources } = JSON.parse(readFile(`${name}.map`)) as SourceMapPayload;
    const hasLit = sources.some((source) => source.includes('/lit-html/'));
    expect(hasLit).toBe([partName('attempt'), ...SINGLE_FILES].includes(name));
  });
});

describe('the brand icons', () => {
  it('are a script of at most 2,200 bytes, brotli, which says whose drawings they are', () => {
    expect(compress(ICONS)).toBeLessThanOrEqual(2_200);
    expect(readFile(ICONS)).toMatch(/^\/\*! .*Bootstrap Icons.*MIT.*NOTICE\.md \*\//);
    expect(readFile(ICONS)).toContain(BRAND_GLYPHS.facebook);
  });

  it.each(FILES)('are not in %s', (name) => {
    for (const glyph of Object.values(BRAND_GLYPHS)) expect(readFile(name)).not.toContain(glyph);
  });
});

describe('the files that are classic scripts', () => {
  const labels = readdirSync('dist/cdn/labels').map((name) => `labels/${name}`);

  it.each([ENTRY_NAMES.classic, ...labels, ICONS])(
    '%s is a script, and pure ASCII for pages in any encoding',
    (name) => {
      const code = readFile(name);
      expect(() => new Script(code)).not.toThrow();
      expect(code).toMatch(/^[\x00-\x7f]*$/);
    },
  );

  it('the element declares no variable that the page would see', () => {
    expect(readFile(ENTRY_NAMES.classic)).toMatch(/^(?:!function\(\)\{|\(\(\)=>\{|\(function\(\)\{)/);
  });
});

describe('the import map with hashes', () => {
  const read = (name: string) => JSON.parse(readFile(name)) as Record<string, Record<string, string>>;
  const { imports, integrity = {} } = read('import-map.json');
  const hashes = JSON.parse(readFile('sri.json')) as Record<string, string>;

  it('has the hash of every script', () => {
    expect(imports).toEqual({ 'ghl-social-connect': `./${ENTRY}` });
    for (const [name, hash] of Object.entries(hashes)) expect(integrity[`./${name}`]).toBe(hash);
  });

  it('covers every address under which a part is loaded again after a failure', () => {
    for (const part of PARTS) {
      for (let retry = 1; retry <= MAX_RETRIES; retry += 1) {
        expect(integrity[`./${part}?retry=${retry}`]).toBe(hashes[part]);
      }
    }
  });
});
