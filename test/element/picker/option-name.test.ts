import { describe, expect, it, vi } from 'vitest';
import { describeAccounts, getInitials } from '../../../src/element/picker/option-name.js';
import type { AvailableAccount } from '../../../src/protocol/accounts/available-accounts.js';

type Account = Partial<AvailableAccount>;

const describeAll = (...accounts: Account[]) =>
  describeAccounts(
    accounts.map((account, index) => ({
      id: `id-${index}`,
      name: '',
      kind: 'page',
      connected: false,
      source: {},
      ...account,
    })),
  ).map(({ name, username, shownId }) => ({ name, username, shownId }));

/** Characters that draw nothing. */
const BLANKS = {
  'a zero-width space': '\u200b',
  'a zero-width joiner': '\u200d',
  'a zero-width non-joiner': '\u200c',
  'a word joiner': '\u2060',
  'a byte order mark': '\ufeff',
  'a soft hyphen': '\u00ad',
  'a combining grapheme joiner': '\u034f',
  'an Arabic letter mark': '\u061c',
  'a right-to-left override': '\u202e',
  'a Mongolian vowel separator': '\u180e',
  'a Khmer inherent vowel': '\u17b4',
  'a Hangul filler': '\u3164',
  'a half-width Hangul filler': '\uffa0',
  'a Hangul choseong filler': '\u115f',
  'a variation selector': '\ufe0f',
  'a supplementary variation selector': '\u{e0100}',
  'a tag character': '\u{e0041}',
  'a musical control': '\u{1d173}',
  'a null notehead': '\u{1d159}',
  'an invisible separator': '\u2063',
  'an interlinear annotation anchor': '\ufff9',
  'an object replacement character': '\ufffc',
  'a control character': '\u0001',
};
const SPACES = { 'a no-break space': '\u00a0', 'an ideographic space': '\u3000', 'a blank Braille pattern': '\u2800' };

describe('two accounts whose names look the same', () => {
  it.each(Object.entries(BLANKS))('show their ids when one name contains %s', (_name, blank) => {
    const [first, second] = describeAll({ name: 'Shop' }, { name: `Sh${blank}op` });
    expect([first?.shownId, second?.shownId]).toEqual(['id-0', 'id-1']);
  });

  it.each(Object.entries(SPACES))('show their ids when they differ in %s', (_name, space) => {
    const [first, second] = describeAll({ name: 'The Shop' }, { name: `The${space}Shop${space}` });
    expect([first?.shownId, second?.shownId]).toEqual(['id-0', 'id-1']);
  });

  it.each([
    ['the same name', 'Shop', 'Shop'],
    ['another normal form', '\u00c9clair', 'E\u0301clair'],
    ['a ligature', 'Office', 'O\ufb03ce'],
    ['two characters without a glyph', '\ue000', '\uf8ff'],
  ])('show their ids with %s', (_title, one, other) => {
    const [first, second] = describeAll({ name: one }, { name: other });
    expect([first?.shownId, second?.shownId]).toEqual(['id-0', 'id-1']);
  });

  it('show no ids when user name, kind or verification tells them apart', () => {
    const options = describeAll(
      { name: 'Shop', username: 'one' },
      { name: 'Shop', username: 'two' },
      { name: 'Shop', kind: 'profile' },
      { name: 'Shop', verified: true },
      { name: 'Zoe' },
      { name: 'Zoë' },
    );
    expect(options.map(({ shownId }) => shownId)).toEqual(['', '', '', '', '', '']);
  });
});

describe('an account whose name looks empty', () => {
  it.each(Object.entries({ ...BLANKS, ...SPACES, 'a lone accent': '\u0301' }))(
    'shows its user name, or its id, instead of %s',
    (_name, blank) => {
      const name = blank.repeat(3);
      expect(describeAll({ name, username: 'harbour' }, { name, username: name }, { name })).toEqual([
        { name: 'harbour', username: '', shownId: '' },
        { name: 'id-1', username: '', shownId: '' },
        { name: 'id-2', username: '', shownId: '' },
      ]);
    },
  );
});

describe('an account with an ordinary name', () => {
  it.each([
    'مخبز الياسمين',
    'בית הקפה',
    'می‌خواهم',
    '👩‍🍳 Café',
    'E\u0301clair',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  ])('keeps every letter and mark of %s', (name) => {
    expect(describeAll({ name })).toEqual([{ name, username: '', shownId: '' }]);
  });

  it('loses controls of direction only', () => {
    expect(describeAll({ name: '\u2067\u2069\u202eHarbour\u200f' })).toEqual([
      { name: 'Harbour', username: '', shownId: '' },
    ]);
  });
});

describe('the initials of a name', () => {
  it.each([
    ['Harbour Lane Bakery', 'HL'],
    ['Студия «Лесной ключ»', 'СЛ'],
    ['さくら通り珈琲店', 'さ'],
    ['👩‍🍳 Café', '👩‍🍳C'],
    ['\u200b \u200bHarbour', 'H'],
    ['«»', ''],
    ['', ''],
  ])('of %j are %j', (name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });

  it('are code points where the browser has no Intl.Segmenter', async () => {
    vi.resetModules();
    vi.stubGlobal('Intl', {});
    const { getInitials: getSimpleInitials } = await import('../../../src/element/picker/option-name.js');
    vi.unstubAllGlobals();
    expect(getSimpleInitials('𝐁old Lane')).toBe('𝐁L');
  });
});
