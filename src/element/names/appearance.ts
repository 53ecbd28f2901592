import { mapCharacters } from './map-characters.js';

/**
 * Removes controls of direction from a text of a third party. They reach beyond the text: a closing control also ends the
 * isolate around it. Source: Unicode Standard Annex #9, section 6.3.
 */
export function dropBidiControls(text: string): string {
  return text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** Draws nothing: default-ignorable and control characters, annotations, and symbols that are defined as blank. */
const BLANK = /[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffc\u{1d159}\u{13441}\u{13442}]/gu;

/**
 * Letters that most fonts draw alike: in each group, the others look like the first. These are the Cyrillic, Greek and
 * Armenian letters that look like a Latin one, and what looks alike within Latin and Japanese.
 * Source: https://www.unicode.org/reports/tr39/#Confusable_Detection
 */
const LOOKALIKES =
  '2Ϩ 3ЗӠ 6б aаαɑ AАΑ bЬ BВΒ cсᴄ CС dԁ eеҽ EЕΕ fք FϜ gցɡ GԌ hһհ HНΗ iіιӏı jјϳ JЈͿ KКΚ lI1|ǀΙІӀ MМΜϺ nոռ NΝ oоοσօ O0ОΟՕ ' +
  'pрρ PРΡ qԛգզ rг sѕ SЅՏ TТΤ uυսʋ UՍ vνѵ VѴ wѡԝա WԜ xх XХΧ yуγү YУΥҮ ZΖ ßβ 二ニ 一ー 力カ 口ロ 工エ 卜ト 夕タ 八ハ';

const LOOKS = new Map(
  LOOKALIKES.split(' ').flatMap(([look = '', ...others]) => others.map((other) => [other, look] as const)),
);

const lookAt = mapCharacters((character) => {
  // A byte order mark is white space to JavaScript and nothing to a person.
  if (/[^\S\ufeff]|\u2800/.test(character)) return ' ';
  if (/\p{Dash}/u.test(character)) return '-';
  if (/[\u2018\u2019\u02bc`]/.test(character)) return "'";
  // Browsers draw the same box for every character without a glyph.
  const plain = character
    .normalize('NFKD')
    .replace(BLANK, '')
    .replace(/[\p{Co}\p{Cn}\p{Cs}]/gu, '\ufffd');
  return Array.from(plain, (letter) => LOOKS.get(letter) ?? letter).join('');
});

/**
 * What a person sees of a text: texts with the same appearance look alike, and one without appearance looks empty.
 * Characters that draw nothing are removed, white space is collapsed as in HTML, compatibility characters and letters of
 * other scripts are replaced by those that look like them.
 */
export function getAppearance(text: string): string {
  const appearance = lookAt(text.normalize('NFD')).replaceAll('rn', 'm').replace(/ {2,}/g, ' ').trim();
  return /[^\p{M} ]/u.test(appearance) ? appearance : '';
}
