import { invalidConfig } from '../../connect/invalid-config.js';
import { requireOptions } from '../../protocol/own-options.js';
import { isPlatform, type Platform } from '../../protocol/platforms.js';
import { redrawElements } from '../base/element-registry.js';
import { warnIfUnused } from '../copies.js';

/** Original icons as strokes on a 24 by 24 grid. Each hints at what its platform is about; none is a trademark. */
const STROKES: Readonly<Record<Platform | 'busy' | 'done' | 'alert' | 'other', string>> = {
  facebook: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM2 21a7 7 0 0 1 14 0M16 3a4 4 0 0 1 0 8M18 15a7 7 0 0 1 4 6',
  instagram:
    'M5 7h3l1-2h6l1 2h3a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2ZM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z',
  linkedin: 'M5 8h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM9 8V5h6v3M3 13h18',
  'tiktok-business': 'M9 17a3 3 0 1 1-3-3M9 17V4c1 3 2 4 5 5M14 20v-3M18 20v-6M22 20v-9',
  tiktok: 'M13 17a4 4 0 1 1-4-4M13 17V4c1 3 3 5 6 5',
  google: 'M12 21c4-4 7-8 7-11a7 7 0 0 0-14 0c0 3 3 7 7 11ZM12 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  youtube: 'M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM10 8v5l4-2.5ZM8 20h8',
  pinterest: 'M9 3h6l-1 7 3 3H7l3-3ZM12 13v8',
  threads: 'M5 4h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-6l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM8 8h8M8 12h5',
  busy: 'M12 3a9 9 0 1 1-9 9',
  done: 'm5 12 5 5L19 7',
  alert: 'M12 4 2 20h20ZM12 10v4M12 17v.5',
  other: 'M12 5v14M5 12h14',
};

/** Icons of platforms: the `d` of a filled `<path>` on a 24 by 24 grid. */
export type PlatformIcons = Readonly<Partial<Record<Platform, string>>>;

let registered = new Map<string, string>();

/**
 * Replaces the icons of platforms, in all elements of the page. Each call replaces what the one before has set. A platform
 * that is not named keeps its built-in icon, so `registerIcons({})` restores all of them.
 *
 * @param icons The `d` of a filled `<path>` on a 24 by 24 grid, by platform. It is drawn in the colour of the text.
 * @throws {SocialConnectError} `invalid_config` if `icons` is not an object, or one of its names is not a platform.
 */
export function registerIcons(icons: PlatformIcons): void {
  const entries = Object.entries(requireOptions(icons));
  for (const [name] of entries) {
    if (!isPlatform(name)) throw invalidConfig(name, 'is not a platform.');
  }
  registered = new Map(entries);
  redrawElements();
  warnIfUnused('registerIcons');
}

/** Class of what contains the icon: a registered one is filled, the others are strokes. */
export function readIconClass(name: string): string {
  return registered.get(name) ? 'solid' : '';
}

/** The `d` of a `<path>` in an `<svg viewBox="0 0 24 24">`. Unknown names get a generic icon. */
export function readIcon(name: string): string {
  return registered.get(name) || (Object.hasOwn(STROKES, name) ? STROKES[name as Platform] : STROKES.other);
}
