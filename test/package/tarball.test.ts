import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/element/version.js';
import { listPackedFiles } from './packed-files.js';

interface Manifest {
  readonly version: string;
  readonly scripts: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly exports: Record<string, string | { types: string; default: string }>;
  readonly unpkg: string;
  readonly jsdelivr: string;
  readonly customElements: string;
  readonly types: string;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

const SHIPPED = [
  /^dist\/(?:[a-z0-9-]+\/)*[a-z0-9.-]+\.(?:js|d\.ts)(?:\.map)?$/,
  /^src\/(?:[a-z0-9-]+\/)*[a-z0-9.-]+\.ts$/,
  /^dist\/(?:cdn\/(?:import-map|sri)|html-custom-data|web-types)\.json$/,
  /^(?:package\.json|custom-elements\.json|(?:README|CHANGELOG|NOTICE|SECURITY)\.md|LICENSE)$/,
  /^demo\/docs\/(?:[a-z]+\/)?[a-z-]+\.md$/,
  /^demo\/pictures\/[a-z-]+\.(?:png|svg)$/,
];

/** The packages of which the bundled scripts contain code. */
function listBundled(): string[] {
  const maps = readdirSync('dist/cdn').filter((name) => name.endsWith('.map'));
  const sources = maps.flatMap(
    (name) => (JSON.parse(readFileSync(`dist/cdn/${name}`, 'utf8')) as { sources: string[] }).sources,
  );
  const names = sources.map((source) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

describe('the packed package', () => {
  const files = listPackedFiles();

  it('contains only built files, their sources and the documents', () => {
    expect(files.filter((path) => !SHIPPED.some((pattern) => pattern.test(path)))).toEqual([]);
  });

  it('contains the license, and every file that package.json names', () => {
    const { exports, unpkg, jsdelivr, customElements, types } = manifest;
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    const named = [...targets, unpkg, jsdelivr, customElements, types]
      .filter((path) => !path.includes('*'))
      .map((path) => path.replace(/^\.\//, ''));
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'dist/cdn/ghl-social-connect.classic.js', ...named]));
  });

  it('contains the licence of every package of which it contains a part', () => {
    const notice = readFileSync('NOTICE.md', 'utf8');
    expect(files).toContain('NOTICE.md');
    const bundled = listBundled();
    expect(bundled).toContain('lit-html');
    for (const name of ['bootstrap-icons', ...bundled]) {
      const licence = readFileSync(`node_modules/${name}/LICENSE`, 'utf8').trim();
      expect(notice, name).toContain(licence);
    }
  });

  it('contains the sources of every built file', () => {
    const built = files.filter((path) => /^dist\/(?!cdn\/).*\.js$/.test(path));
    const sources = built.map((path) => path.replace(/^dist/, 'src').replace(/\.js$/, '.ts'));
    expect(files).toEqual(expect.arrayContaining(sources));
  });

  it('runs no script when it is installed', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish', 'preprepare', 'postprepare'];
    expect(Object.keys(manifest.scripts).filter((name) => hooks.includes(name))).toEqual([]);
  });

  it('depends only on the packages for which ARCHITECTURE.md has a reason', () => {
    const table = readFileSync('ARCHITECTURE.md', 'utf8').split('## Dependencies at run time')[1]?.split('\n## ')[0];
    const reasons = [...(table ?? '').matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name).sort();
    expect(reasons).toContain('lit');
    expect(Object.keys(manifest.dependencies).sort()).toEqual(reasons);
  });

  it('has the version that the code reports', () => {
    expect(VERSION).toBe(manifest.version);
  });
});
