import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SVGPathData } from 'svg-pathdata';

/** The icon of each platform in Bootstrap Icons, which draws on a 16 by 16 grid up to the edge. */
const GLYPHS = {
  facebook: 'facebook',
  instagram: 'instagram',
  linkedin: 'linkedin',
  'tiktok-business': 'tiktok',
  tiktok: 'tiktok',
  google: 'google',
  youtube: 'youtube',
  pinterest: 'pinterest',
  threads: 'threads',
};

/** Our grid is 24 by 24 with an empty edge, so that a filled glyph looks no bigger than an icon of strokes. */
const EDGE = 1;
const SCALE = (24 - 2 * EDGE) / 16;

function readPath(name) {
  const file = fileURLToPath(import.meta.resolve(`bootstrap-icons/icons/${name}.svg`));
  const svg = readFileSync(file, 'utf8');
  const paths = [...svg.matchAll(/<path d="([^"]+)"\/>/g)];
  // Another viewBox, a second path or a fill rule would need more than what is done here.
  if (!svg.includes('viewBox="0 0 16 16"') || paths.length !== 1 || svg.includes('fill-rule')) {
    throw new Error(`${file} is drawn in another way than expected.`);
  }
  return new SVGPathData(paths[0][1]).scale(SCALE).translate(EDGE, EDGE).toRel().round(100).encode();
}

/** Writes the table of the platforms' glyphs. */
export function createBrandGlyphs() {
  const rows = Object.entries(GLYPHS).map(([platform, name]) => `  '${platform}': '${readPath(name)}',`);
  return `// Written by \`npm run manifest\` from the package bootstrap-icons. NOTICE.md has its licence.
import type { Platform } from '../../protocol/platforms.js';

/** The platforms' glyphs on a 24 by 24 grid, as filled paths. */
export const BRAND_GLYPHS: Readonly<Record<Platform, string>> = {
${rows.join('\n')}
};
`;
}
