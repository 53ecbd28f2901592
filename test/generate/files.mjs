/** What is made of custom-elements.json, in the order in which main.mjs makes it. */
export const GENERATED_FILES = [
  'src/frameworks/vocabulary.ts',
  'src/frameworks/angular.ts',
  'html-custom-data.json',
  'web-types.json',
];
