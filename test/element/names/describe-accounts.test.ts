import confusables from 'unhomoglyph/data.json' with { type: 'json' };
import { describe, expect, it, vi } from 'vitest';
import { describeAccounts } from '../../../src/element/names/describe-accounts.js';
import { getInitials } from '../../../src/element/names/initials.js';
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

  it.each([
    ['Cyrillic letters', 'Coca Shop', '\u0421\u043e\u0441\u0430 Sh\u043e\u0440'],
    ['Greek letters', 'NOVA', '\u039d\u039fV\u0391'],
    ['Armenian letters', 'nuhoq', '\u0578\u057d\u0570\u0585\u0566'],
    ['an accent on a Cyrillic letter', 'Caf\u00e9 Zo\u00eb', 'Caf\u0435\u0301 Z\u043e\u0451'],
    ['Latin letters', 'Illy', 'lIly'],
    ['a digit', 'GO Sports', 'G0 Sports'],
    ['r and n', 'modern', 'modem'],
    ['full-width letters', 'Shop', '\uff33\uff48\uff4f\uff50'],
    ['mathematical letters', 'Shop', '\u{1d412}\u{1d421}\u{1d428}\u{1d429}'],
    ['a beta', 'Stra\u00dfe', 'Stra\u03b2e'],
    ['a katakana', '\u4e8c', '\u30cb'],
    ['another dash', 'A-Z', 'A\u2013Z'],
    ['another apostrophe', "Joe's", 'Joe\u2019s'],
    ['a mixture', 'P\u0430yp\u0430l \u0399nc', 'P\u03b1ypa\u0406 lnc'],
  ])('show their ids with %s', (_title, one, other) => {
    const [first, second] = describeAll({ name: one }, { name: other });
    expect([first?.shownId, second?.shownId]).toEqual(['id-0', 'id-1']);
  });

  it.each([
    ['another vowel', '\u041b\u0435\u0441', '\u041b\u0438\u0441'],
    ['an accent', 'Elan', '\u00c9lan'],
    ['another number', 'Shop 2', 'Shop 3'],
    ['another letter', 'Shop', 'Shap'],
    ['another script that looks different', 'Moscow', '\u041c\u043e\u0441\u043a\u0432\u0430'],
  ])('show no ids when they differ by %s', (_title, one, other) => {
    const [first, second] = describeAll({ name: one }, { name: other });
    expect([first?.shownId, second?.shownId]).toEqual(['', '']);
  });

  it('show their ids for every Greek, Cyrillic and Armenian letter that Unicode lists as similar to a Latin one', () => {
    const isListed = ([letter, look]: [string, string]) =>
      /^[\u0370-\u058f]$/.test(letter) && letter.normalize('NFKC') === letter && /^[a-z\d]$/i.test(look);
    const listed = Object.entries(confusables).filter(isListed);
    expect(listed.length).toBeGreaterThan(80);
    const differing = listed.filter(
      ([letter, look]) => describeAll({ name: letter }, { name: look })[0]?.shownId === '',
    );
    expect(differing).toEqual([]);
  });

  it('show the ends of long ids, as short as they may be to differ', () => {
    const id = (start: string, end: string) => `${start}-6e206f27bbf62176a5a8b8d8-${end}`;
    const all = describeAll(
      { id: id('a', '100001'), name: 'Shop' },
      { id: id('b', '200001'), name: 'Sh\u043ep' },
      { id: id('c', '300002'), name: 'Shop' },
      { id: id('d', 'x300003'), name: 'Bakery' },
    );
    expect(all.map(({ shownId }) => shownId)).toEqual(['…100001', '…200001', '…300002', '']);
    const [one, other] = describeAll({ id: 'login-1-page', name: 'Shop' }, { id: 'login-2-page', name: 'Shop' });
    expect([one?.shownId, other?.shownId]).toEqual(['…1-page', '…2-page']);
    const [same] = describeAll({ id: 'same-identifier', name: 'Shop' }, { id: 'same-identifier', name: 'Shop' });
    expect(same?.shownId).toBe('…tifier');
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

describe('a user name', () => {
  it('is shown beside another name, and not beside the same one', () => {
    const [same, other] = describeAll({ name: 'Shop', username: 'Sh\u202eop' }, { name: 'Shop', username: 'shop' });
    expect([same?.username, other?.username]).toEqual(['', 'shop']);
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
    const { getInitials: getSimpleInitials } = await import('../../../src/element/names/initials.js');
    vi.unstubAllGlobals();
    expect(getSimpleInitials('𝐁old Lane')).toBe('𝐁L');
  });
});
