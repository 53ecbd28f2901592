/** The sources that main.mjs writes from custom-elements.json, in the order in which it does. */
export const GENERATED_FILES = ['src/frameworks/vocabulary.ts', 'src/frameworks/angular.ts'];
