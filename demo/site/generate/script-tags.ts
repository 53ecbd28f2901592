import { readFileSync } from 'node:fs';

/** The hashes of the files for a CDN, by file name, as the build wrote them. */
export function readHashes(root: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(`${root}dist/cdn/sri.json`, 'utf8')) as Record<string, string>;
  } catch (cause) {
    throw new Error('dist/cdn/sri.json is missing: npm run build', { cause });
  }
}

const FILES: Readonly<Record<string, string>> = {
  'ghl-social-connect.js': ' type="module"',
  'ghl-social-connect.classic.js': ' defer',
};

/** The two script tags, with version and hash. */
export function createScriptTags(root: string, version: string): Readonly<Record<string, string>> {
  const hashes = readHashes(root);
  const tags = Object.entries(FILES).map(([file, attributes]) => {
    const hash = hashes[file];
    if (!hash) throw new Error(`dist/cdn/sri.json has no hash of ${file}.`);
    return `<script${attributes}
  src="https://cdn.example/ghl-social-connect@${version}/dist/cdn/${file}"
  integrity="${hash}"
  crossorigin="anonymous"></script>`;
  });
  const [module = '', classic = ''] = tags.map((tag) => `\`\`\`html\n${tag}\n\`\`\``);
  return { 'script-module': module, 'script-classic': classic };
}
