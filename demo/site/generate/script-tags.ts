const FILES: Readonly<Record<string, string>> = {
  'ghl-social-connect.js': ' type="module"',
  'ghl-social-connect.classic.js': ' defer',
};

/**
 * The two script tags, with the version. They carry no hash: a hash in a document would change with every change of the
 * source. Each build writes the hashes of its files to `dist/cdn/sri.json`.
 */
export function createScriptTags(version: string): Readonly<Record<string, string>> {
  const tags = Object.entries(FILES).map(
    ([file, attributes]) =>
      `<script${attributes} src="https://cdn.example/ghl-social-connect@${version}/dist/cdn/${file}"></script>`,
  );
  const [module = '', classic = ''] = tags.map((tag) => `\`\`\`html\n${tag}\n\`\`\``);
  return { 'script-module': module, 'script-classic': classic };
}
