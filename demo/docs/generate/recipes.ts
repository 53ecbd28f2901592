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
  'proxy-vite': 'demo/proxy/vite.ts',
  'check-health': 'demo/health/check-health.ts',
  'session-token-python': 'demo/tutorials/python/session_token.py',
  'session-token-php': 'demo/tutorials/php/session_token.php',
  'receipt-python': 'demo/tutorials/python/receipt.py',
  'receipt-php': 'demo/tutorials/php/receipt.php',
  'express-server': 'demo/tutorials/express/server.mjs',
  'express-page': 'demo/tutorials/express/page.html',
  'express-script': 'demo/tutorials/express/page.js',
  'next-person': 'demo/tutorials/next/lib/person.ts',
  'next-connections': 'demo/tutorials/next/lib/connections.ts',
  'next-proxy': 'demo/tutorials/next/app/api/highlevel/[...path]/route.ts',
  'next-store': 'demo/tutorials/next/app/api/connections/route.ts',
  'next-sign-in': 'demo/tutorials/next/app/api/sign-in/route.ts',
  'next-connect': 'demo/tutorials/next/app/connect.tsx',
  'next-page': 'demo/tutorials/next/app/page.tsx',
  'php-app': 'demo/tutorials/php/app.php',
  'python-app': 'demo/tutorials/python/app.py',
  'store-connections': 'demo/tutorials/store/connections.ts',
  'are-working': 'demo/tutorials/store/are-working.ts',
  'token-page': 'demo/tutorials/session-token/page.html',
  'token-script': 'demo/tutorials/session-token/page.js',
  'list-script': 'demo/tutorials/one-location/list.mjs',
  'custom-backend': 'demo/custom-page/backend.mjs',
  'custom-page': 'demo/custom-page/page.html',
  'custom-express': 'demo/custom-page/express.mjs',
  'custom-next-route': 'demo/custom-page/next/app/[area]/[...path]/route.js',
  'custom-next-config': 'demo/custom-page/next/next.config.mjs',
  'custom-next-page': 'demo/custom-page/next/app/page.tsx',
  'custom-worker': 'demo/custom-page/cloudflare/worker.mjs',
  'custom-wrangler': 'demo/custom-page/cloudflare/wrangler.json',
  'custom-supabase': 'demo/custom-page/supabase/index.js',
  'custom-deno': 'demo/custom-page/supabase/deno.json',
  'custom-python-context': 'demo/custom-page/python/user_context.py',
  'custom-python-app': 'demo/custom-page/python/app.py',
  'custom-python-page': 'demo/custom-page/python/page.html',
  'custom-python-script': 'demo/custom-page/python/page.js',
  'custom-n8n': 'demo/custom-page/n8n/workflow.json',
  'custom-n8n-script': 'demo/custom-page/n8n/page.js',
};

/** The language of a code block, where it is not the ending of the file's name. */
const LANGUAGES: Readonly<Record<string, string>> = { mjs: 'js', py: 'python' };

function createCodeBlock(root: string, file: string): string {
  // A function is shown without the tag, as a part of a file.
  const code = readFileSync(root + file, 'utf8')
    .replace('<?php\n\n', '')
    .trim();
  const ending = /\w+$/.exec(file)?.[0] ?? '';
  // These import each other, so they are compiled together and not as documents.
  const isNext = file.startsWith('demo/tutorials/next/');
  return `\`\`\`${isNext ? 'tsx' : (LANGUAGES[ending] ?? ending)}\n${code}\n\`\`\``;
}

/** The files that documents show, as code blocks. */
export function readRecipes(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(FILES).map(([name, file]) => [name, createCodeBlock(root, file)]));
}
