import { ENTRY_NAMES, MAX_RETRIES, partName } from '../../../build/cdn/names.js';
import { PART_FILES } from '../../../build/cdn/parts.js';
import { CDN } from '../../cdn.js';

const fence = (...lines: readonly string[]) => `\`\`\`html\n${lines.join('\n')}\n\`\`\``;
const tag = (attributes: string, file: string, rest = '') =>
  `<script ${attributes} src="${CDN}${file}"${rest}></script>`;

/** An import map with a place for the hash of each file that the module may load. */
function createImportMap(): string {
  const retries = PART_FILES.flatMap((file) =>
    Array.from({ length: MAX_RETRIES }, (_, index) => `${file}?retry=${index + 1}`),
  );
  const files = [ENTRY_NAMES.module, partName('core'), ...PART_FILES, ...retries];
  const integrity = Object.fromEntries(files.map((file) => [CDN + file, 'sha384-…']));
  return fence('<script type="importmap">', JSON.stringify({ integrity }, null, 2), '</script>');
}

/**
 * The script tags, with the version. They have no hash: a hash in a document would change with every change of the source.
 * Each build writes the hashes of its files to `dist/cdn/sri.json` and `dist/cdn/import-map.json`.
 */
export function createScriptTags(): Readonly<Record<string, string>> {
  return {
    'script-module': fence(
      `<link rel="modulepreload" href="${CDN}${partName('core')}" />`,
      tag('type="module"', ENTRY_NAMES.module),
    ),
    'script-bundle': fence(tag('type="module"', ENTRY_NAMES.bundle, ' integrity="sha384-…" crossorigin="anonymous"')),
    'script-classic': fence(tag('defer', ENTRY_NAMES.classic)),
    'import-map': createImportMap(),
  };
}
