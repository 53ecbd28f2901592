/** One way to look at the gallery. */
export interface Look {
  /** Width of the window, in CSS pixels. */
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  /** Whether the system replaces the colours by a few of its own. */
  readonly forcedColors?: boolean;
  /** What the gallery itself is told. */
  readonly query?: string;
}

export const LOOKS: Readonly<Record<string, Look>> = {
  light: { width: 900, scheme: 'light' },
  dark: { width: 900, scheme: 'dark' },
  narrow: { width: 320, scheme: 'light' },
  rtl: { width: 900, scheme: 'light', query: 'dir=rtl&lang=ar' },
  forced: { width: 900, scheme: 'dark', forcedColors: true },
  // All text at twice its size.
  large: { width: 640, scheme: 'light', query: 'large' },
  brands: { width: 900, scheme: 'light', query: 'icons=brands' },
};

/** What the tests compare: each section at least once, each look at least once, and not all of the same twice. */
export const COMPARED: ReadonlySet<string> = new Set([
  'light-platforms.png',
  'light-sizes.png',
  'light-attempt.png',
  'light-follow-up.png',
  'light-choice.png',
  'light-accounts.png',
  'dark-accounts.png',
  'dark-attempt.png',
  'dark-choice.png',
  'narrow-choice.png',
  'narrow-accounts.png',
  'rtl-accounts.png',
  'rtl-attempt.png',
  'rtl-follow-up.png',
  'forced-accounts.png',
  'forced-sizes.png',
  'forced-choice.png',
  'large-attempt.png',
  'brands-platforms.png',
  'brands-sizes.png',
]);
