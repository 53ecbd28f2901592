import type { AvailableAccount } from '../../protocol/accounts/available-accounts.js';
import { mapCharacters } from './map-characters.js';

/** An account, and the texts that show it. */
export interface DescribedAccount {
  readonly account: AvailableAccount;
  readonly name: string;
  readonly username: string;
  readonly shownId: string;
}

/**
 * Removes controls of direction from a text of a third party. They reach beyond the text: a closing control also ends the
 * isolate around it. Source: Unicode Standard Annex #9, section 6.3.
 */
export function dropBidiControls(text: string): string {
  return text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** Draws nothing: default-ignorable and control characters, annotations, and symbols that are defined as blank. */
const BLANK = /[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffc\u{1d159}\u{13441}\u{13442}]/gu;

const lookAt = mapCharacters((character) => {
  // A byte order mark is white space to JavaScript and nothing to a person.
  if (/[^\S\ufeff]|\u2800/.test(character)) return ' ';
  // Browsers draw the same box for every character without a glyph.
  return character
    .normalize('NFKC')
    .replace(BLANK, '')
    .replace(/[\p{Co}\p{Cn}\p{Cs}]/gu, '\ufffd');
});

/**
 * What a person sees of a text: texts with the same appearance look alike, and one without appearance looks empty.
 * Characters that draw nothing are removed, white space is collapsed as in HTML, compatibility characters are replaced.
 */
function getAppearance(text: string): string {
  const appearance = lookAt(text.normalize('NFC')).replace(/ {2,}/g, ' ').trim();
  return /[^\p{M} ]/u.test(appearance) ? appearance : '';
}

/**
 * Describes the accounts of a picker. A name that looks empty is replaced by the user name or the id. Accounts that would
 * look alike show their ids.
 */
export function describeAccounts(accounts: readonly AvailableAccount[]): readonly DescribedAccount[] {
  const shown = accounts.map((account) => {
    const texts = [account.name, account.username ?? '']
      .map((text) => ({ text: dropBidiControls(text), appearance: getAppearance(text) }))
      .filter(({ appearance }) => appearance !== '');
    const [name = { text: account.id, appearance: account.id }, username = { text: '', appearance: '' }] = texts;
    const appearance = [name.appearance, username.appearance, account.kind, account.verified].join('\n');
    return { account, name: name.text, username: username.text, appearance };
  });
  const counts = new Map<string, number>();
  for (const { appearance } of shown) counts.set(appearance, (counts.get(appearance) ?? 0) + 1);
  return shown.map(({ account, name, username, appearance }) => {
    const isUnique = counts.get(appearance) === 1 || name === account.id;
    return { account, name, username, shownId: isUnique ? '' : account.id };
  });
}

/** Missing in Firefox before 125, which has everything else that the picker needs. */
const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter() : undefined;

/** The first grapheme of `word`; without `Intl.Segmenter`, its first code point. */
function getFirstLetter(word: string): string {
  const [letter] = segmenter?.segment(word) ?? [];
  return letter?.segment ?? String.fromCodePoint(word.codePointAt(0) ?? 0);
}

/** The first letters of the first two words, without quotation marks and other punctuation before them. */
export function getInitials(name: string): string {
  return name
    .split(/\s+/, 16)
    .map((word) => word.replace(/^[\p{P}\p{Default_Ignorable_Code_Point}]+/u, ''))
    .filter(Boolean)
    .slice(0, 2)
    .map(getFirstLetter)
    .join('');
}
