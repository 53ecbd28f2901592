import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';

const DIST = join(import.meta.dirname, '../../dist');
const PEERS = ['react', '@angular/common', '@angular/core'];

/** Bundles what a page imports from an entry, and names the files of the package that are in the bundle. */
async function listLoadedFiles(code: string): Promise<readonly string[]> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      { name: 'page', resolveId: (id) => (id === 'page' ? id : null), load: (id) => (id === 'page' ? code : null) },
    ],
    build: { write: false, rolldownOptions: { input: 'page', external: PEERS } },
  })) as Rolldown.RolldownOutput;
  const chunks = output.filter((file) => file.type === 'chunk');
  const modules = chunks.flatMap((chunk) => Object.entries(chunk.modules));
  return modules
    .filter(([id, { renderedLength }]) => id.startsWith(DIST) && renderedLength > 0)
    .map(([id]) => id.slice(DIST.length + 1));
}

const importFrom = (names: string, path: string) =>
  `import { ${names} } from '${join(DIST, path)}';\nglobalThis.used = [${names}];`;

const CONNECT = 'element/ghl-social-connect.js';
const ACCOUNTS = 'element/accounts/ghl-social-accounts.js';

describe('a page that imports', () => {
  it.each([
    ['SocialConnect', 'frameworks/connect/react.js'],
    ['SocialConnect', 'frameworks/connect/angular.js'],
  ])('%s from %s loads what the tag itself loads, and nothing of the list', async (name, path) => {
    const tag = await listLoadedFiles(`import '${join(DIST, 'index.js')}';`);
    expect(tag).toContain(CONNECT);
    const files = await listLoadedFiles(importFrom(name, path));
    expect(files.filter((file) => !file.startsWith('frameworks/')).sort()).toEqual([...tag].sort());
    expect(files.filter((file) => file.startsWith('frameworks/accounts/'))).toEqual([]);
  });

  it.each([
    ['SocialAccounts', 'frameworks/accounts/react.js'],
    ['SocialAccounts', 'frameworks/accounts/angular.js'],
  ])('%s from %s loads both elements', async (name, path) => {
    expect(await listLoadedFiles(importFrom(name, path))).toEqual(expect.arrayContaining([CONNECT, ACCOUNTS]));
  });

  it('useSocialAccounts loads neither of the elements', async () => {
    const files = await listLoadedFiles(importFrom('useSocialAccounts', 'frameworks/connect/react.js'));
    expect(files).toContain('connect/accounts/accounts-store.js');
    expect(files.filter((file) => file.startsWith('element/'))).toEqual([]);
  });
});
