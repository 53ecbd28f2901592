/** The tags for which bindings are written, and the folder of each. */
export const BINDINGS = [
  { tag: 'ghl-social-connect', folder: 'src/frameworks/connect' },
  { tag: 'ghl-social-accounts', folder: 'src/frameworks/accounts' },
];

/** The files that main.mjs writes, in the order in which it does. */
export const GENERATED_FILES = [
  ...BINDINGS.flatMap(({ folder }) => [`${folder}/vocabulary.ts`, `${folder}/angular.ts`]),
  'src/element/icons/brand-glyphs.ts',
  'NOTICE.md',
];
