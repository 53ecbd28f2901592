import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Labels } from '../../../src/element/i18n/labels.js';
import english from '../../../src/element/i18n/locales/en.js';

const LANGUAGES = readdirSync('src/element/i18n/locales')
  .map((file) => file.replace('.ts', ''))
  .filter((lang) => lang !== 'en');
const KEYS = Object.keys(english).sort() as (keyof Labels)[];

const readPlaceholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([whole]) => whole).sort();

/** These words are the same in several languages. */
const INTERNATIONAL: readonly string[] = ['page', 'cancel', 'account'];

it('there are seven languages with English', () => {
  expect(LANGUAGES).toEqual(['ar', 'de', 'es', 'fr', 'ja', 'pt']);
});

describe.each(LANGUAGES)('the words of %s', (lang) => {
  const load = async () =>
    ((await import(`../../../src/element/i18n/locales/${lang}.ts`)) as { default: Labels }).default;

  it('are complete, and no more than English has', async () => {
    expect(Object.keys(await load()).sort()).toEqual(KEYS);
  });

  it('have the same placeholders as English', async () => {
    const words = await load();
    for (const key of KEYS)
      expect([key, ...readPlaceholders(words[key])]).toEqual([key, ...readPlaceholders(english[key])]);
  });

  it('are no English left over, and no empty or untidy text', async () => {
    const words = await load();
    for (const key of KEYS) {
      expect(words[key], key).toBe(words[key].trim());
      expect(words[key], key).not.toMatch(/^$| {2}|\.\.\.|"/);
      if (!INTERNATIONAL.includes(key)) expect(words[key], key).not.toBe(english[key]);
    }
  });
});

/** How each language speaks of connecting a login. Adding its accounts is another thing, with another word. */
const CONNECTING: Readonly<Record<string, RegExp>> = {
  en: /connect/i,
  de: /verb[iu]nd/i,
  es: /cone(?:ct|x)/i,
  fr: /connect|connexion/i,
  pt: /cone(?:ct|x)/i,
  ja: /連携/,
  ar: /ربط/,
};
const ADDING = ['chooseTitle', 'attachSelected', 'attaching', 'attached', 'attachProgress', 'attachFailed'] as const;

it.each(Object.entries(CONNECTING))(
  '%s has one word for connecting a login and another for adding accounts',
  async (lang, word) => {
    const { default: words } = (await import(`../../../src/element/i18n/locales/${lang}.ts`)) as { default: Labels };
    for (const key of ['connect', 'connecting', 'connected'] as const) expect(words[key]).toMatch(word);
    for (const key of [...ADDING, 'no_account', 'signedIn'] as const) expect(words[key]).not.toMatch(word);
  },
);
