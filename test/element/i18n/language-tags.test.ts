import { describe, expect, it } from 'vitest';
import { parseLang } from '../../../src/element/i18n/language-tags.js';

describe('parseLang', () => {
  it.each([
    ['de_DE', 'de-DE', 'de'],
    ['DE', 'de', 'de'],
    ['pt_BR', 'pt-BR', 'pt'],
    ['PT-br', 'pt-BR', 'pt'],
    ['pt', 'pt', 'pt-BR'],
    ['pt-PT', 'pt-PT', 'pt-BR'],
    ['zh-TW', 'zh-TW', 'zh-Hant'],
    ['zh_Hant', 'zh-Hant', 'zh-TW'],
    ['zh', 'zh', 'zh-Hans'],
    ['de_DE.UTF-8', 'de-DE', 'de'],
    ['de_DE@euro', 'de-DE', 'de'],
    [' de ', 'de', 'de'],
    ['iw', 'he', 'he'],
    ['cmn-Hans', 'zh-Hans', 'zh'],
    ['de-u-nu-latn', 'de-u-nu-latn', 'de'],
    ['de-AT-1996', 'de-AT-1996', 'de-AT'],
    ['de-x', 'de', 'de'],
    ['de--DE', 'de', 'de'],
    ['x-test', 'en', 'x-test'],
  ])('reads %j as the locale %s and tries labels for %s', (lang, locale, tag) => {
    const parsed = parseLang(lang);
    expect(parsed.locale).toBe(locale);
    expect(parsed.tags).toContain(tag);
  });

  it('prefers the tag as written, then its likely script, then its beginning', () => {
    expect(parseLang('zh-TW').tags).toEqual(['zh-TW', 'zh-Hant', 'zh-TW', 'zh', 'zh-Hans', 'zh-CN', '']);
  });

  it.each([
    '',
    ' ',
    '-',
    '_',
    'C',
    'not a language',
    '🦊',
    'a-',
    'i-klingon',
    'en-',
    '\u0000',
    '{}',
    'e'.repeat(1_000),
  ])('never throws, and gives a locale that Intl accepts, for %j', (lang) => {
    const { locale } = parseLang(lang);
    expect(() => new Intl.NumberFormat(locale).format(1)).not.toThrow();
  });
});
