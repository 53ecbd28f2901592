import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ERROR_LENGTH, parseSocialPlannerMessage } from '../../src/protocol/message.js';

const ID = '65f1a2b3c4d5e6f708192a3b';
const OTHER_ID = '65f1a2b3c4d5e6f708192a3c';

/** As captured live. */
const SEEN = {
  actionType: 'close',
  page: 'social_media_posting',
  platform: 'facebook',
  placement: 'undefined',
  accountId: ID,
  refresh: 'undefined',
  source: 'undefined',
};
const CONNECTED = { kind: 'connected', platform: 'facebook', accountId: ID, reconnectAccounts: [] };

describe('parseSocialPlannerMessage accepts', () => {
  it.each<[string, unknown, unknown]>([
    ['the message seen live', SEEN, CONNECTED],
    [
      'the documented message',
      {
        actionType: 'close',
        page: 'social-media-posting',
        platform: 'facebook',
        placement: 'placement',
        accountId: ID,
        reconnectAccounts: [],
      },
      { ...CONNECTED, placement: 'placement' },
    ],
    ['the object as JSON', JSON.stringify(SEEN), CONNECTED],
    ['no actionType and no placement', { page: SEEN.page, platform: 'facebook', accountId: ID }, CONNECTED],
    [
      'a message without a platform',
      { ...SEEN, platform: undefined },
      { kind: 'connected', accountId: ID, reconnectAccounts: [] },
    ],
    [
      'the word null for a platform',
      { ...SEEN, platform: 'null' },
      { kind: 'connected', accountId: ID, reconnectAccounts: [] },
    ],
    [
      'null in every optional field',
      { ...SEEN, placement: null, error: null, reason: null, reconnectAccounts: null },
      CONNECTED,
    ],
    ['the word undefined as the list', { ...SEEN, reconnectAccounts: 'undefined' }, CONNECTED],
    ['error false', { ...SEEN, error: false }, CONNECTED],
    ['the word undefined as the error', { ...SEEN, error: 'undefined', reason: '' }, CONNECTED],
    [
      'a reconnect with a list',
      { ...SEEN, accountId: '', reconnectAccounts: [ID, OTHER_ID] },
      { kind: 'connected', platform: 'facebook', reconnectAccounts: [ID, OTHER_ID] },
    ],
    [
      'a reconnect with one string',
      { ...SEEN, accountId: 'undefined', reconnectAccounts: ID },
      { kind: 'connected', platform: 'facebook', reconnectAccounts: [ID] },
    ],
    [
      'a reconnect with a list turned into a string',
      { ...SEEN, accountId: undefined, reconnectAccounts: `${ID},${OTHER_ID}` },
      { kind: 'connected', platform: 'facebook', reconnectAccounts: [ID, OTHER_ID] },
    ],
    [
      'a urn as the id',
      { ...SEEN, accountId: 'urn:li:person:a-B_9.x' },
      { ...CONNECTED, accountId: 'urn:li:person:a-B_9.x' },
    ],
    ['a refusal', { ...SEEN, accountId: 'undefined', error: 'aborted' }, { kind: 'denied', platform: 'facebook' }],
    [
      'an error',
      { ...SEEN, accountId: '', error: 'token expired' },
      { kind: 'error', platform: 'facebook', error: 'token expired' },
    ],
    [
      'a reason',
      { ...SEEN, accountId: '', reason: 'no pages' },
      { kind: 'error', platform: 'facebook', error: 'no pages' },
    ],
    [
      'an error that is an object',
      { ...SEEN, error: { code: 1 } },
      { kind: 'error', platform: 'facebook', error: 'HighLevel reported an error without a text.' },
    ],
  ])('%s', (_name, data, expected) => {
    expect(parseSocialPlannerMessage(data)).toEqual(expected);
  });

  it('a long error, cut', () => {
    const message = parseSocialPlannerMessage({ ...SEEN, error: 'x'.repeat(1_000_000) });
    expect(message).toMatchObject({ kind: 'error', error: 'x'.repeat(MAX_ERROR_LENGTH) });
  });
});

describe('parseSocialPlannerMessage refuses', () => {
  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 7],
    ['an array', [SEEN]],
    ['text', 'social_media_posting'],
    ['broken JSON', '{"page":'],
    ['JSON longer than 16 kB', JSON.stringify({ ...SEEN, more: 'x'.repeat(16_384) })],
    ['another page', { ...SEEN, page: 'social media posting' }],
    ['no page', { ...SEEN, page: undefined }],
    ['neither an id nor a list', { ...SEEN, accountId: 'undefined', reconnectAccounts: [] }],
    ['an id that is a number', { ...SEEN, accountId: 7 }],
    ['an id with a slash', { ...SEEN, accountId: 'a/b' }],
    ['an id that climbs', { ...SEEN, accountId: 'a..b' }],
    ['two ids in one', { ...SEEN, accountId: `${ID},${OTHER_ID}` }],
    ['an id of 129 characters', { ...SEEN, accountId: 'a'.repeat(129) }],
    ['an id of 10 MB', { ...SEEN, accountId: 'a'.repeat(10_000_000) }],
    ['a line break after an id', { ...SEEN, accountId: `${ID}\n${OTHER_ID}` }],
    ['a list with a number', { ...SEEN, reconnectAccounts: [ID, 7] }],
    ['a list with a bad id', { ...SEEN, accountId: '', reconnectAccounts: [ID, 'a/b'] }],
    ['a list of 101', { ...SEEN, accountId: '', reconnectAccounts: Array.from({ length: 101 }, () => ID) }],
    [
      'a string of 101 ids',
      { ...SEEN, accountId: '', reconnectAccounts: Array.from({ length: 101 }, (_, i) => `a${i}`).join() },
    ],
    ['a sparse list of 30 million', { ...SEEN, accountId: '', reconnectAccounts: new Array(30_000_000) }],
    ['a list in an object', { ...SEEN, accountId: '', reconnectAccounts: { 0: ID, length: 1 } }],
    ['a platform that is an object', { ...SEEN, platform: {} }],
    ['a platform of 300 characters', { ...SEEN, platform: 'x'.repeat(300) }],
  ])('%s', (_name, data) => {
    expect(parseSocialPlannerMessage(data)).toBeUndefined();
  });

  it('nothing of the twins: 128 characters and a list of 100 pass', () => {
    expect(parseSocialPlannerMessage({ ...SEEN, accountId: 'a'.repeat(128) })).toBeDefined();
    expect(
      parseSocialPlannerMessage({ ...SEEN, reconnectAccounts: Array.from({ length: 99 }, () => ID) }),
    ).toBeDefined();
  });
});

describe('parseSocialPlannerMessage is safe', () => {
  const keys = [
    'page',
    'platform',
    'placement',
    'accountId',
    'reconnectAccounts',
    'error',
    'reason',
    '__proto__',
    'constructor',
  ];
  const values = fc.oneof(
    fc.anything(),
    fc.constantFrom(...Object.values(SEEN), 'social-media-posting', 'null', [ID], `${ID},${OTHER_ID}`),
  );
  const objects = fc.dictionary(fc.constantFrom(...keys), values);

  it('never throws, and gives nothing but frozen plain objects with known keys', () => {
    const known = new Set(['kind', 'platform', 'accountId', 'reconnectAccounts', 'placement', 'error']);
    fc.assert(
      fc.property(fc.oneof(objects, fc.anything({ withNullPrototype: true })), (data) => {
        const message = parseSocialPlannerMessage(data);
        if (!message) return;
        expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
        expect(Object.isFrozen(message)).toBe(true);
        expect(Object.keys(message).every((key) => known.has(key))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no notice of an own __proto__ or constructor', () => {
    const data = JSON.parse(
      `{"page":"social_media_posting","accountId":"${ID}","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`,
    ) as unknown;
    const message = parseSocialPlannerMessage(data);
    expect(message).toEqual({ kind: 'connected', accountId: ID, reconnectAccounts: [] });
    expect(Object.keys(message!)).not.toContain('__proto__');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('reads the same message whatever unknown keys stand beside it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => !keys.includes(key)),
          fc.anything(),
        ),
        (more) => {
          expect(parseSocialPlannerMessage({ ...more, ...SEEN })).toEqual(CONNECTED);
        },
      ),
    );
  });
});
