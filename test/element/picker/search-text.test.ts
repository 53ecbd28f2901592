import { describe, expect, it } from 'vitest';
import { matchesQuery, parseQuery, toSearchText } from '../../../src/element/picker/search-text.js';

const finds = (query: string, name: string) => matchesQuery(toSearchText(name), parseQuery(query));

describe('a search', () => {
  it.each([
    ['lodz', 'Łódź'],
    ['ŁÓDŹ', 'Lodz'],
    ['strasse', 'Hauptstraße 5'],
    ['STRASSE', 'HAUPTSTRAẞE'],
    ['straße', 'Bahnhofstrasse'],
    ['muller', 'Müller'],
    ['mueller', 'Müller'],
    ['müller', 'Mueller'],
    ['müller', 'Muller'],
    ['soren', 'Søren'],
    ['soeren', 'Søren'],
    ['aarhus', 'Århus'],
    ['arhus', 'Århus'],
    ['isparta', 'Isparta'],
    ['isparta', 'ISPARTA'],
    ['isparta', 'ısparta'],
    ['ısparta', 'ISPARTA'],
    ['istanbul', 'İstanbul'],
    ['İSTANBUL', 'istanbul'],
    ['duong', 'Đường'],
    ['nguyen', 'Nguyễn'],
    ['pho', 'Phở'],
    ['οδος', 'ΟΔΌΣ'],
    ['ΟΔΟΣ', 'Οδός'],
    ['москва', 'МОСКВА'],
    ['елка', 'Ёлка'],
    ['office', 'Oﬃce'],
    ['fish', 'ﬁsh'],
    ['encyclopaedia', 'Encyclopædia'],
    ['oeuvre', 'Œuvre'],
    ['cafe', 'ＣＡＦＥ'],
    ['ｃａｆｅ', 'Café'],
    ['カフェ', 'ｶﾌｪ'],
    ['さくら', 'サクラ'],
    ['bold', '𝐁𝐨𝐥𝐝'],
    ['محمد', 'مُحَمَّد'],
    ['احمد', 'أحمد'],
    ['مقهى', 'مقهي'],
    ['مكتبه', 'مكتبة'],
    ['علی', 'علي'],
    ['سلام', 'ســلام'],
    ['שלום', 'שָׁלוֹם'],
    ['2026', '٢٠٢٦'],
    ['2026', '۲۰۲۶'],
    ['2026', '२०२६'],
    ['2026', '２０２６'],
    ['thorunn', 'Þórunn'],
    ['hagridur', 'Hagríður'],
    ['obrien', 'O’Brien'],
    ["o'brien", 'O’Brien'],
    ['o´brien', "O'Brien"],
    ['coca cola', 'Coca-Cola'],
    ['coca–cola', 'Coca Cola'],
    ['collegi', 'Col·legi'],
    ['harbour lane', 'Lane\u00a0Harbour'],
    ['harbour', 'Har\u200bbour'],
    ['harbour', 'Har\u00adbour'],
    ['har\u200bbour', 'Harbour'],
    ['éclair', 'E\u0301clair'],
    ['& zoe', 'Zoë & Søn'],
  ])('for %j finds %j', (query, name) => {
    expect(finds(query, name)).toBe(true);
  });

  it.each([
    ['lodz', 'Lübeck'],
    ['strasse', 'Strase'],
    ['müller', 'Moller'],
    ['harbour lane', 'Harbour'],
    ['2026', '٢٠٢٥'],
    ['московa', 'Москва'],
  ])('for %j does not find %j', (query, name) => {
    expect(finds(query, name)).toBe(false);
  });

  it.each(['', ' ', '\u200b', '\u2800', "'", '\u00a0-'])('for %j, which has no letters, finds everything', (query) => {
    expect(finds(query, 'Harbour')).toBe(true);
  });
});
