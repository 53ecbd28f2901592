import packageJson from '../../package.json' with { type: 'json' };

/** Folder of everything that a page loads without a bundler. */
export const CDN_FOLDER = 'dist/cdn';

const NAME = 'ghl-social-connect';

/** The addresses that pages have. They stay the same from version to version. */
export const ENTRY_NAMES = {
  /** An ES module that loads its core at once and the rest when it is needed. */
  module: `${NAME}.js`,
  /** An ES module in one file. */
  bundle: `${NAME}.bundle.js`,
  /** A classic script in one file. */
  classic: `${NAME}.classic.js`,
  /** An ES module in one file: the list of accounts, with the button. */
  accounts: 'ghl-social-accounts.js',
} as const;

export type Build = keyof typeof ENTRY_NAMES;

/**
 * File of a part of the module. The version is in the name, so that a cache cannot mix the parts of two versions: their
 * exports have short names that differ from build to build.
 */
export const partName = (part: string): string => `${NAME}-${packageJson.version}.${part}.js`;

/** How many more addresses a part has for attempts to load it again: `….accounts.js?retry=1` and so on. */
export const MAX_RETRIES = 3;
