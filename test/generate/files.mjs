/** The files that main.mjs writes, in the order in which it does. */
export const GENERATED_FILES = [
  'src/frameworks/vocabulary.ts',
  'src/frameworks/angular.ts',
  'src/element/icons/brand-glyphs.ts',
  'NOTICE.md',
];
