import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(ROOT + path, 'utf8');
const architecture = read('ARCHITECTURE.md');

/** Folders of which the tree shows the whole content; of the others it shows the first level, or nothing. */
const WHOLE = 'src';

/** The text below a heading, up to the next one of its level. */
function readSection(heading: string): string {
  return architecture.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? '';
}

interface Folder {
  readonly path: string;
  /** The names below the folder's line, without their ending. */
  readonly files: string[];
}

/** The folders that the tree shows. */
function readTree(): Folder[] {
  const [, tree = ''] = /^```text\n([^]*?)^```$/m.exec(readSection('Folders')) ?? [];
  const parents: string[] = [];
  const folders: Folder[] = [];
  for (const line of tree.trimEnd().split('\n')) {
    const [, indent = '', name = '', text = ''] = /^( *)([\w-]+)\/ +(.+)$/.exec(line) ?? [];
    if (text) {
      parents.length = indent.length / 2;
      parents.push(name);
      folders.push({ path: parents.join('/'), files: [] });
    } else {
      const [, names = ''] = /^ {26}([\w.-]+(?:, [\w.-]+)*),?$/.exec(line) ?? [];
      if (!names) throw new Error(`This line of the tree has neither a folder with a text nor names of files: ${line}`);
      folders.at(-1)?.files.push(...names.split(', '));
    }
  }
  return folders;
}

/** The folders directly in `path`, without what is built or installed. */
function listFolders(path: string): string[] {
  return readdirSync(ROOT + path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['dist', 'node_modules'].includes(entry.name))
    .map(({ name }) => `${path}/${name}`);
}

const listAllFolders = (path: string): string[] =>
  listFolders(path).flatMap((folder) => [folder, ...listAllFolders(folder)]);

describe('ARCHITECTURE.md', () => {
  const folders = readTree();
  const tree = folders.map(({ path }) => path);

  it('shows every folder of src, and no other', () => {
    expect(tree.filter((path) => path.startsWith(`${WHOLE}/`)).sort()).toEqual(listAllFolders(WHOLE).sort());
  });

  it.each(folders.filter(({ path }) => path.split('/')[0] === WHOLE))(
    'names every file of $path, and no other',
    (folder) => {
      const files = readdirSync(ROOT + folder.path).filter((name) => name.endsWith('.ts'));
      expect([...folder.files].sort()).toEqual(files.map((name) => name.slice(0, -'.ts'.length)).sort());
    },
  );

  it.each(['build', 'demo'])('shows every folder directly in %s', (parent) => {
    expect(tree.filter((path) => path.startsWith(`${parent}/`)).sort()).toEqual(listFolders(parent).sort());
  });

  it('shows every folder of test that does not mirror one of src', () => {
    const mirrors = listFolders('src').map((path) => path.replace(/^src/, 'test'));
    const others = listFolders('test').filter((path) => !mirrors.includes(path));
    expect(tree.filter((path) => path.startsWith('test/')).sort()).toEqual(others.sort());
  });

  it('explains between 10 and 20 terms', () => {
    const terms = [...readSection('Glossary').matchAll(/^\| ([a-z][a-z -]*?) +\|/gm)].map(([, term]) => term);
    const [head, ...rows] = terms;
    expect(head).toBe('term');
    expect(rows.length).toBeGreaterThanOrEqual(10);
    expect(rows.length).toBeLessThanOrEqual(20);
  });
});

describe('paths in the documents for contributors', () => {
  it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('all exist: %s', (document) => {
    const paths = [...read(document).matchAll(/`((?:src|test|demo|build)\/[\w./-]+|[\w-]+\.(?:js|ts|json|mjs))`/g)].map(
      ([, path = '']) => path,
    );
    expect(paths.length).toBeGreaterThan(0);
    const missing = paths.filter((path) => !path.endsWith('/dist') && !existsSync(ROOT + path) && !isSomewhere(path));
    expect(missing).toEqual([]);
  });
});

/** Whether a file that is named without its folder is anywhere in the sources or the tests. */
function isSomewhere(name: string): boolean {
  if (name.includes('/')) return false;
  return ['src', 'test'].some((folder) =>
    readdirSync(ROOT + folder, { recursive: true }).some((path) => String(path).endsWith(`/${name}`)),
  );
}
