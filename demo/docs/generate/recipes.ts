import { readFileSync } from 'node:fs';

/** Files that documents show as they are run, by the name of their markers. */
const FILES: Readonly<Record<string, string>> = {
  'recipe-playwright': 'test/testing-recipes/playwright.spec.ts',
  'recipe-wtr': 'test/testing-recipes/web-test-runner.recipe.ts',
  'recipe-cypress': 'test/testing-recipes/cypress.cy.ts',
  'proxy-node': 'demo/proxy/node.ts',
  'proxy-express': 'demo/proxy/express.ts',
  'proxy-hono': 'demo/proxy/hono.ts',
  'proxy-next': 'demo/proxy/next.ts',
  'proxy-cloudflare': 'demo/proxy/cloudflare.ts',
  'proxy-deno': 'demo/proxy/deno.ts',
  'proxy-bun': 'demo/proxy/bun.ts',
  'check-health': 'demo/health/check-health.ts',
};

/** The files that documents show, as code blocks. */
export function readRecipes(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(FILES).map(([name, file]) => [
      name,
      `\`\`\`ts\n${readFileSync(root + file, 'utf8').trim()}\n\`\`\``,
    ]),
  );
}
