import { readFileSync } from 'node:fs';

const RECIPES: Readonly<Record<string, string>> = {
  'recipe-playwright': 'playwright.spec.ts',
  'recipe-wtr': 'web-test-runner.recipe.ts',
  'recipe-cypress': 'cypress.cy.ts',
};

/** The recipes for tests, as they are run. */
export function readRecipes(root: string): Readonly<Record<string, string>> {
  const entries = Object.entries(RECIPES).map(([name, file]) => {
    const text = readFileSync(`${root}test/testing-recipes/${file}`, 'utf8').trim();
    return [name, `\`\`\`ts\n${text}\n\`\`\``];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}
