import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { Script } from 'node:vm';
import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';

/** Most bytes of each file, compressed with brotli. The entry's only goes down. The others' go up with what moves there, and with what a person gets for it. */
const BUDGETS = {
  'ghl-social-connect.js': 15_000,
  'ghl-social-connect.attempt.js': 1_750,
  'ghl-social-connect.accounts.js': 7_340,
  'ghl-social-connect.classic.js': 22_000,
};
const ENTRY = 'ghl-social-connect.js';
const PARTS = ['ghl-social-connect.attempt.js', 'ghl-social-connect.accounts.js'];
const FILES = Object.keys(BUDGETS) as (keyof typeof BUDGETS)[];
const readFile = (name: string): string => readFileSync(`dist/cdn/${name}`, 'utf8');

describe.each(FILES)('%s', (file) => {
  const code = readFile(file);

  it(`is at most ${BUDGETS[file]} bytes, compressed with brotli`, () => {
    const compressed = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    expect(compressed.length).toBeLessThanOrEqual(BUDGETS[file]);
  });

  it.each([
    'lit-html',
    'litHtml',
    'litElementV',
    'litElementP',
    'reactiveElement',
    'Symbol.metadata',
    '__zod',
    'vite:',
  ])('has no trace of %s, which another copy of the library would see', (trace) => {
    expect(code).not.toContain(trace);
  });

  it('makes no code out of text', () => {
    expect(code).not.toMatch(/\beval\(|\bFunction\(/);
  });

  it('imports nothing but its own parts, on demand, and these nothing but the entry and, on demand, parts', () => {
    const imported = [...code.matchAll(/\b(from|import)\s*(\(?)["']([^"']+)["']/g)];
    const found = [...new Set(imported.map(([, , call, name]) => `${call}${name}`))].sort();
    const parts = PARTS.map((part) => `(./${part}`).sort();
    if (file === ENTRY) expect(found).toEqual(parts);
    else if (PARTS.includes(file)) expect(found.filter((name) => !parts.includes(name))).toEqual([`./${ENTRY}`]);
    else expect(found).toEqual([]);
  });
});

describe.each([ENTRY, 'ghl-social-connect.classic.js'])('%s', (file) => {
  const code = readFile(file);

  it('has no line breaks left but the one before the map', () => {
    const body = code.slice(0, code.lastIndexOf('//# sourceMappingURL='));
    // Template literals keep theirs: fewer than one in a hundred bytes.
    expect(body.split('\n').length).toBeLessThan(body.length / 100);
  });

  it('names its Trusted Types policy after itself', () => {
    expect(code).toMatch(/createPolicy\(["']ghl-social-connect["']/);
  });

  it('has a source map that finds the sources', () => {
    const map = new SourceMap(JSON.parse(readFile(`${file}.map`)) as SourceMapPayload);
    const offset = code.indexOf('customElements.define');
    const lines = code.slice(0, offset).split('\n');
    const entry = map.findEntry(lines.length - 1, lines.at(-1)?.length ?? 0);
    expect(entry).toMatchObject({ originalSource: expect.stringContaining('src/element/define.ts') as string });
  });
});

it('the classic script is a script, and declares nothing', () => {
  const code = readFile('ghl-social-connect.classic.js');
  expect(() => new Script(code)).not.toThrow();
  expect(code).toMatch(/^(?:!function\(\)\{|\(\(\)=>\{|\(function\(\)\{)/);
});
