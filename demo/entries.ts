import { fileURLToPath } from 'node:url';

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** The public entries of the package, from its sources. The demo and the documentation import them as any page does. */
export const ALIAS = [
  { find: /^ghl-social-connect$/, replacement: source('index.ts') },
  { find: /^ghl-social-connect\/accounts$/, replacement: source('accounts.ts') },
  { find: /^ghl-social-connect\/connect$/, replacement: source('connect/index.ts') },
  { find: /^ghl-social-connect\/(highlevel|simulator|proxy|tokens|store)$/, replacement: source('$1/index.ts') },
  { find: /^ghl-social-connect\/icons\/brands$/, replacement: source('element/icons/brands.ts') },
  { find: /^ghl-social-connect\/labels\/(\w+)$/, replacement: source('element/i18n/locales/$1.ts') },
];
