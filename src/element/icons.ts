import type { Platform } from '../protocol/platforms.js';

/** Original icons as strokes on a 24 by 24 grid. Each hints at what its platform is about; none is a trademark. */
const STROKES: Readonly<Record<Platform | 'busy' | 'done' | 'alert' | 'other', string>> = {
  facebook:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.6a3.5 3.5 0 0 1 0 5.8M18.5 14.7c1.9.9 3 2.8 3 5.3',
  instagram:
    'M5 7.5h2.5L9 5h6l1.5 2.5H19a2 2 0 0 1 2 2V17a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V9.5a2 2 0 0 1 2-2ZM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z',
  linkedin: 'M5 8h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM9 8V5h6v3M3 13h18',
  'tiktok-business': 'M9 17a3 3 0 1 1-3-3 3 3 0 0 1 3 3V4c.5 2.6 2.3 4.4 5 4.8M14 20v-3M17.5 20v-6M21 20v-9',
  tiktok: 'M12 17a3.5 3.5 0 1 1-3.5-3.5A3.5 3.5 0 0 1 12 17V3.5c.5 3.3 3 5.5 6.5 5.5',
  google:
    'M12 21c4.5-4.6 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2 6.4 6.5 11ZM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  youtube: 'M5 4.5h14a2 2 0 0 1 2 2V15a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2ZM10.5 8v5.5l4-2.75ZM8 20.5h8',
  pinterest: 'M9 3.5h6l-.8 6.5 3.3 3.5h-11L9.8 10ZM12 13.5V21',
  threads: 'M5 4.5h14a2 2 0 0 1 2 2V14a2 2 0 0 1-2 2h-6.5L8 20v-4H5a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2ZM8 9h8M8 12h5',
  busy: 'M12 3a9 9 0 1 1-9 9',
  done: 'm5 12.5 4.5 4.5L19 7.5',
  alert: 'M12 4 2.5 20h19ZM12 10v4.5M12 17v.5',
  other: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
};

/** Returns the strokes of an icon: the `d` of a `<path>` in an `<svg viewBox="0 0 24 24">`. Unknown names get a generic icon. */
export function readStrokes(name: string): string {
  return Object.hasOwn(STROKES, name) ? STROKES[name as Platform] : STROKES.other;
}
