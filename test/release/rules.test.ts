import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { RULES, type Release } from './rules.mjs';

const body = Buffer.from('code');
const hash = `sha384-${createHash('sha384').update(body).digest('base64')}`;
const both = <Value>(value: Value): Record<string, Value> => ({
  'ghl-social-connect.js': value,
  'ghl-social-connect.classic.js': value,
});

const GOOD: Release = {
  manifest: {
    version: '1.2.3',
    scripts: {},
    bin: './dist/cli/main.js',
    unpkg: './dist/cdn/a.js',
    jsdelivr: './dist/cdn/a.js',
    customElements: 'custom-elements.json',
    'web-types': 'web-types.json',
    publishConfig: { provenance: true },
    repository: { type: 'git', url: 'git+https://github.com/someone/name.git' },
    homepage: 'https://github.com/someone/name#readme',
    bugs: 'https://github.com/someone/name/issues',
  },
  version: '1.2.3',
  changelog: '# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-01-02\n\n### Added\n\n- A thing.\n',
  readme: `ghl-social-connect@1.2.3/ ${hash}`,
  files: both(body),
  hashes: both(hash),
  packed: ['dist/cli/main.js', 'dist/cdn/a.js', 'custom-elements.json', 'web-types.json'],
};

const without = (name: string): Release => ({ ...GOOD, manifest: { ...GOOD.manifest, [name]: undefined } });

const BAD: Record<keyof typeof RULES, Release> = {
  'the version is the same everywhere': { ...GOOD, version: '1.2.4' },
  'the changelog has the version, with its date': { ...GOOD, changelog: '## 1.2.3\n\n- A thing.\n' },
  'nothing is left under "Unreleased"': { ...GOOD, changelog: `## Unreleased\n\n- More.\n\n${GOOD.changelog}` },
  'every script for a CDN has its hash in sri.json': { ...GOOD, files: both(Buffer.from('other')) },
  'the package has what it names': { ...GOOD, packed: [] },
  'nothing runs when it is installed': {
    ...GOOD,
    manifest: { ...GOOD.manifest, scripts: { postinstall: 'node x.js' } },
  },
  'it is published with provenance': without('publishConfig'),
  'its repository, home page and issues are named, without which there is no provenance': without('repository'),
};

describe('the rules of a release', () => {
  it.each(Object.keys(RULES))('%s', (name) => {
    expect(RULES[name]!(GOOD)).toBeFalsy();
    expect(RULES[name]!(BAD[name]!)).toMatch(/\w/);
  });
});

describe('the rule for the repository', () => {
  const rule = RULES['its repository, home page and issues are named, without which there is no provenance']!;
  const url = 'git+https://github.com/OWNER/ghl-social-connect.git';

  it.each([
    ['the placeholder', { repository: { type: 'git', url } }],
    ['issues of another repository', { bugs: 'https://github.com/other/name/issues' }],
    ['no home page', { homepage: undefined }],
  ])('refuses %s', (_title, fields) => {
    expect(rule({ ...GOOD, manifest: { ...GOOD.manifest, ...fields } })).toMatch(/OWNER/);
  });
});
