import { readFileSync } from 'node:fs';

/** What our package contains of others, and where. A test compares the list with what the bundler has bundled. */
const PARTS = [
  { name: 'bootstrap-icons', title: 'Bootstrap Icons', where: 'the glyphs in `icons/brands`' },
  {
    name: 'lit',
    title: 'Lit',
    where: 'the scripts in `dist/cdn`',
    packages: 'lit, lit-element, lit-html, @lit/reactive-element',
  },
];

function describePart({ name, title, where, packages }) {
  const licence = readFileSync(`node_modules/${name}/LICENSE`, 'utf8').trimEnd();
  return `## ${title}

Used for ${where}.${packages ? ` Packages: ${packages}.` : ''}

\`\`\`text
${licence}
\`\`\`
`;
}

/** Writes the licences of what our package contains of others. */
export function createNotice() {
  return `<!-- Written by \`npm run manifest\` from the packages' own licences. -->

# Notice

ghl-social-connect has the MIT licence, see LICENSE. The package contains parts of the following works.

The glyphs in \`icons/brands\` are trademarks of the platforms' owners. The licence of the drawings does not cover the right to
use a trademark. Whether and how you may show a glyph is for its owner to say.

${PARTS.map(describePart).join('\n')}`;
}
