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
const SPELLING = new RegExp(`[${Object.keys(SPELLINGS).join('')}]`, 'g');

/** German, Danish, Norwegian and Swedish letters that are also written as two. */
const LONG_SPELLINGS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };
const LONG_SPELLING = /[äöüåø]/g;

const ASCII = /^[\x20-\x7e]*$/;

/** Marks on letters, and what does not show: default-ignorable characters, control characters, Arabic's tatweel. */
const UNSEEN = /[\p{M}\p{Default_Ignorable_Code_Point}ـ]|[^\P{Cc}\s]/gu;

/** Apostrophes and Catalan's middle dot, which people type or leave out. */
const APOSTROPHE = /['’‘ʼʻ′׳`´·]/g;

/** White space, and the dashes that some people write instead. */
const SPACE = /[\s\p{Pd}_\u2800]+/gu;

/** The value of a decimal digit of any script: the digits of a script are ten consecutive code points. */
function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** Replaces letters, marks, digits and spaces by the simplest ones that are read the same way. */
function fold(text: string): string {
  const plain = text.replace(APOSTROPHE, '').toLowerCase();
  if (ASCII.test(plain)) return plain.replace(SPACE, ' ').trim();
  return (
    plain
      .normalize('NFKD')
      .replace(UNSEEN, '')
      // Once more: a compatibility character may stand for a capital letter or an apostrophe.
      .toLowerCase()
      .replace(APOSTROPHE, '')
      .replace(SPELLING, (letter) => SPELLINGS[letter] ?? letter)
      .replace(/[\u30a1-\u30f6]/g, (katakana) => String.fromCharCode(katakana.charCodeAt(0) - 0x60))
      .replace(/(?![0-9])\p{Nd}/gu, toAsciiDigit)
      .replace(SPACE, ' ')
      .trim()
  );
}

/** Both ways to write `text`: "Müller" is "muller" and "mueller". One, if there is no other. */
function listSpellings(text: string): string[] {
  if (ASCII.test(text)) return [fold(text)];
  const composed = text.normalize('NFC').toLowerCase();
  const long = composed.replace(LONG_SPELLING, (letter) => LONG_SPELLINGS[letter] ?? letter);
  return long === composed ? [fold(text)] : [fold(text), fold(long)];
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
    .split(SPACE)
    .map(listSpellings)
    .filter(([spelling]) => spelling !== '');
}

/** Whether a text made by {@link toSearchText} contains every word of a query. */
export function matchesQuery(searchText: string, words: readonly (readonly string[])[]): boolean {
  return words.every((spellings) => spellings.some((spelling) => searchText.includes(spelling)));
}
