import { createHash } from 'node:crypto';

const INSTALL_HOOKS = ['preinstall', 'install', 'postinstall', 'prepare'];

const hash = (body) => `sha384-${createHash('sha384').update(body).digest('base64')}`;
const readSection = (changelog, title) =>
  changelog.split(/^(?=## )/m).find((section) => section.startsWith(`## ${title}`)) ?? '';
const entriesOf = (section) => section.match(/^- /gm) ?? [];

/** What a release must be: each rule gives what is wrong, or nothing. */
export const RULES = {
  'the version is the same everywhere': ({ manifest, version, readme }) =>
    (version !== manifest.version && `src/element/version.ts has ${version}, package.json has ${manifest.version}.`) ||
    (!readme.includes(`ghl-social-connect@${manifest.version}/`) &&
      `The README's script tags do not have ${manifest.version}: npm run docs`),

  'the changelog has the version, with its date': ({ manifest, changelog }) =>
    entriesOf(readSection(changelog, `${manifest.version} - `)).length === 0 &&
    `CHANGELOG.md needs "## ${manifest.version} - YYYY-MM-DD" with what has changed.`,

  'nothing is left under "Unreleased"': ({ changelog }) =>
    entriesOf(readSection(changelog, 'Unreleased')).length > 0 &&
    'Move what is under "Unreleased" in CHANGELOG.md below the version.',

  'every script for a CDN has its hash in sri.json': ({ files, hashes }) => {
    const names = new Set([...Object.keys(files), ...Object.keys(hashes)]);
    const wrong = [...names].find((name) => hashes[name] !== hash(files[name] ?? ''));
    return wrong && `dist/cdn/sri.json has the wrong hash for ${wrong}: npm run build`;
  },

  'the package has what it names': ({ manifest, packed }) => {
    const named = [manifest.bin, manifest.unpkg, manifest.jsdelivr, manifest.customElements, manifest['web-types']];
    const missing = named.map((path) => path.replace(/^\.\//, '')).find((path) => !packed.includes(path));
    return missing && `${missing} is not in the package.`;
  },

  'nothing runs when it is installed': ({ manifest }) => {
    const hook = INSTALL_HOOKS.find((name) => Object.hasOwn(manifest.scripts, name));
    return hook && `package.json has the script "${hook}".`;
  },

  'it is published with provenance': ({ manifest }) =>
    manifest.publishConfig?.provenance !== true && 'publishConfig.provenance must be true.',

  'its repository, home page and issues are named, without which there is no provenance': ({ manifest }) => {
    const { repository, homepage, bugs } = manifest;
    const [, address = '', owner] =
      /^git\+(https:\/\/github\.com\/([\w.-]+)\/[\w.-]+)\.git$/.exec(repository?.url) ?? [];
    const isNamed = address && owner !== 'OWNER';
    return (
      !(isNamed && [homepage, bugs].every((url) => url?.startsWith(address))) &&
      'package.json must name the repository in "repository", "homepage" and "bugs", instead of the placeholder OWNER. ' +
        'The release workflow sets them: see .github/workflows/release.yml.'
    );
  },
};
