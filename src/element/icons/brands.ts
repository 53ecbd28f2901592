import { BRAND_GLYPHS } from './brand-glyphs.js';
import { registerIcons, type PlatformIcons } from './icons.js';

/** The platforms' own glyphs. They are trademarks of their owners; NOTICE.md has the licence of the drawings. */
const brandIcons: PlatformIcons = BRAND_GLYPHS;

registerIcons(brandIcons);

export default brandIcons;
