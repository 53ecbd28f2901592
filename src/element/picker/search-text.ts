import { mapCharacters } from '../names/map-characters.js';

/** What marks and Unicode's compatibility decomposition leave as it is, but people type with other letters. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ƒ: 'f',
  ı: 'i',
  ȷ: 'j',
  ĸ: 'k',
  ɨ: 'i',
  ʉ: 'u',
  ɓ: 'b',
  ɗ: 'd',
  ɖ: 'd',
  ƙ: 'k',
  ƴ: 'y',
  ɛ: 'e',
  ə: 'e',
  ɔ: 'o',
  ς: 'σ',
  ґ: 'г',
  ٱ: 'ا',
  ة: 'ه',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
};

/** German, Danish, Norwegian and Swedish letters that are also written as two. */
const LONG_SPELLINGS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };
const LONG_SPELLING = /[äöüåø]/i;

const ASCII = /^[\x20-\x7e]*$/;

/** Apostrophes and Catalan's middle dot, which people type or leave out. */
const APOSTROPHE = /['’‘ʼʻ′׳`´·]/g;

/** White space, and the dashes that some people write instead. */
const SPACE = /[\s\p{Pd}_\u2800]/u;

/** Marks on letters, and what does not show: default-ignorable characters, control characters, Arabic's tatweel. */
const UNSEEN = /[\p{M}\p{Default_Ignorable_Code_Point}\p{Cc}ـ]/gu;

/** The value of a decimal digit of any script: the digits of a script are ten consecutive code points. */
function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** Replaces a character by the simplest ones that are read the same way. */
function foldCharacter(character: string): string {
  if (SPACE.test(character)) return ' ';
  return (
    character
      // Before its decomposition, which is a space and an accent.
      .replace(APOSTROPHE, '')
      .normalize('NFKD')
      .toLowerCase()
      .replace(UNSEEN, '')
      .replace(APOSTROPHE, '')
      .replace(/./gu, (letter) => SPELLINGS[letter] ?? letter)
      .replace(/[\u30a1-\u30f6]/g, (katakana) => String.fromCharCode(katakana.charCodeAt(0) - 0x60))
      .replace(/(?![0-9])\p{Nd}/gu, toAsciiDigit)
  );
}

const fold = mapCharacters(foldCharacter);
const foldLong = mapCharacters((character) => LONG_SPELLINGS[character.toLowerCase()] ?? foldCharacter(character));

/** Both ways to write `text`: "Müller" is "muller" and "mueller". One, if there is no other. */
function listSpellings(text: string): string[] {
  if (ASCII.test(text)) return [text.toLowerCase().replace(APOSTROPHE, '').replace(/[-_]/g, ' ')];
  const composed = text.normalize('NFC');
  return LONG_SPELLING.test(composed) ? [fold(composed), foldLong(composed)] : [fold(composed)];
}

/**
 * The text that a search looks at: without case, accents, width, ligatures, and differences in how letters, digits and
 * spaces are encoded. "lodz" finds "Łódź", "strasse" finds "Straße", "mueller" and "muller" find "Müller".
 */
export function toSearchText(text: string): string {
  return listSpellings(text).join(' ');
}

/** The words of a query, each in all its spellings. */
export function parseQuery(query: string): readonly (readonly string[])[] {
  return query
    .split(new RegExp(SPACE, 'gu'))
    .map(listSpellings)
    .filter(([spelling]) => spelling !== '');
}

/** Whether a text made by {@link toSearchText} contains every word of a query. */
export function matchesQuery(searchText: string, words: readonly (readonly string[])[]): boolean {
  return words.every((spellings) => spellings.some((spelling) => searchText.includes(spelling)));
}
