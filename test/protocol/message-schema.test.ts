import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSocialPlannerMessage } from '../../src/protocol/message.js';
import { readWithZod } from './message-schema.js';

const ID = '65f1a2b3c4d5e6f708192a3b';
const absent = fc.constantFrom(undefined, null, '', ' ', 'undefined', 'null', false);
const near = (length: number) => fc.integer({ min: length - 1, max: length + 1 }).map((count) => 'a'.repeat(count));
const id = fc.oneof(
  fc.constantFrom(ID, 'urn:li:person:a-B_9.x', 'a/b', 'a..b', '.', '..', `${ID}\n`, ` ${ID} `, `${ID},${ID}`, 'é'),
  near(128),
);
const idList = fc.oneof(id, fc.array(id, { maxLength: 4 }).map(String), near(8192));
const text = fc.oneof(fc.constantFrom('facebook', 'linkedin', ' facebook ', '\u2028'), fc.string(), near(256));
const list = fc.oneof(
  fc.array(fc.oneof(idList, absent, fc.anything()), { maxLength: 4 }),
  fc.integer({ min: 98, max: 102 }).map((count) => Array.from({ length: count }, () => ID)),
  fc.constant({ 0: ID, length: 1 }),
);
const message = fc.record(
  {
    page: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('social_media_posting', 'social-media-posting') },
      fc.constantFrom('social media posting', '', undefined, ['social_media_posting']),
      fc.anything(),
    ),
    platform: fc.oneof(text, absent, fc.anything()),
    placement: fc.oneof(text, absent),
    accountId: fc.oneof(idList, absent, fc.anything()),
    reconnectAccounts: fc.oneof(idList, list, absent, fc.anything()),
    error: fc.oneof({ weight: 5, arbitrary: absent }, fc.constantFrom('aborted', 'expired'), near(300), fc.anything()),
    reason: fc.oneof({ weight: 5, arbitrary: absent }, fc.constantFrom('aborted', 'expired'), fc.anything()),
    actionType: fc.anything(),
    ['__proto__']: fc.anything(),
  },
  { requiredKeys: ['page'], noNullPrototype: false },
);

it('parses every message to what the zod schema makes of it', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: message }, fc.anything({ withNullPrototype: true })), (data) => {
      // A text is JSON to the parser; the schema describes the object.
      fc.pre(typeof data !== 'string');
      const parsed = parseSocialPlannerMessage(data);
      expect(parsed).toEqual(readWithZod(data));
      kinds.add(parsed?.kind ?? 'refused');
    }),
    { numRuns: 5000 },
  );
  expect([...kinds].sort()).toEqual(['connected', 'denied', 'error', 'refused']);
});

it('reads JSON text as the object in it', () => {
  fc.assert(
    fc.property(message, (data) => {
      const json = JSON.stringify(data);
      fc.pre(json.length <= 16_384);
      expect(parseSocialPlannerMessage(json)).toEqual(readWithZod(JSON.parse(json)));
    }),
    { numRuns: 1000 },
  );
});
