import { SignJWT, type JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import { sessionAuthorize, verifySessionToken, type LogEntry } from '../../../src/proxy/index.js';
import { APP, createFixture, createRequest, KEY, LIST } from '../fixture.js';

const OTHER_KEY = 'Wq8eR2tY6uI1oP5aS9dF3gH7jK4lZ0xC';
const NOW_S = Math.floor(Date.now() / 1_000);

/** A token as a backend in any language would mint it, with one fault. */
function mint(claims: JWTPayload = {}, header: object = {}, key = KEY): Promise<string> {
  const good = { aud: 'ghl-social-connect', sub: 'user1', loc: 'loc1', iat: NOW_S, exp: NOW_S + 300, jti: 'id' };
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'ghl-connect+jwt', ...header })
    .sign(new TextEncoder().encode(key));
}

async function send(token: string, authorize = sessionAuthorize({ key: KEY })) {
  const errors: [unknown, LogEntry][] = [];
  const { handle, log, calls } = createFixture({ authorize, onError: (cause, entry) => errors.push([cause, entry]) });
  const response = await handle(createRequest(LIST, { headers: { Authorization: `Bearer ${token}` } }));
  return { response, text: await response.text(), reason: log[0]?.reason ?? '', errors, calls };
}

/** Each fault, and what its reason must name. */
const FAULTS: readonly [string, () => Promise<string>, RegExp][] = [
  ['another key', () => mint({}, {}, OTHER_KEY), /signature.*same key/],
  ['another algorithm', () => mint({}, { alg: 'HS512' }, KEY + OTHER_KEY), /`alg`/],
  ['another `typ`', () => mint({}, { typ: 'JWT' }), /`typ`/],
  ['no `typ`', () => mint({}, { typ: undefined }), /`typ`/],
  ['an `exp` in the past', () => mint({ iat: NOW_S - 400, exp: NOW_S - 100 }), /expired \(`exp`\)/],
  ['an `iat` in the future', () => mint({ iat: NOW_S + 300, exp: NOW_S + 600 }), /`iat` is in the future.*clocks/],
  ['an `nbf` in the future', () => mint({ nbf: NOW_S + 300 }), /`nbf` is in the future.*clocks/],
  ['no `jti`', () => mint({ jti: undefined }), /`jti`/],
  ['an empty `jti`', () => mint({ jti: '' }), /`jti`/],
  ['a `jti` that is a number', () => mint({ jti: 7 as never }), /`jti`/],
  ['another `aud`', () => mint({ aud: 'other' }), /`aud`/],
  ['no `aud`', () => mint({ aud: undefined }), /`aud`/],
  ['another `origin`', () => mint({ origin: APP }), /`origin`/],
  ['an `origin` that is a number', () => mint({ origin: 7 }), /`origin`/],
  ['an unknown platform', () => mint({ plat: ['myspace'] }), /`plat`/],
  ['a `plat` that is a text', () => mint({ plat: 'facebook' }), /`plat`/],
  ['a `plat` that is null', () => mint({ plat: null }), /`plat`/],
  ['an unknown permission', () => mint({ can: ['read'] }), /`can`/],
  ['a `can` that is a text', () => mint({ can: 'list' }), /`can`/],
  ['a `loc` that is a number', () => mint({ loc: 7 }), /`loc`/],
  ['the `loc` -', () => mint({ loc: '-' }), /`loc`/],
  ['no `loc`', () => mint({ loc: undefined }), /`loc`/],
  ['no `sub`', () => mint({ sub: undefined }), /`sub`/],
  ['a `sub` that is a number', () => mint({ sub: 42 as never }), /`sub`/],
  ['an `exp` that is a text', () => mint({ exp: `${NOW_S + 300}` as never }), /`exp`.*number/],
  ['no `exp`', () => mint({ exp: undefined }), /`exp`.*number/],
  ['an `iat` that is a text', () => mint({ iat: `${NOW_S}` as never }), /`iat`.*number/],
  ['no `iat`', () => mint({ iat: undefined }), /`iat`.*number/],
  ['an `exp` in milliseconds', () => mint({ exp: NOW_S * 1_000 }), /`exp` is in milliseconds/],
  ['an `iat` in milliseconds', () => mint({ iat: NOW_S * 1_000 }), /`iat` is in milliseconds/],
  ['an `nbf` in milliseconds', () => mint({ nbf: NOW_S * 1_000 }), /`nbf` is in milliseconds/],
  ['an `exp` an hour away', () => mint({ exp: NOW_S + 3_600 }), /600 s after `iat`/],
  ['no signature', async () => (await mint()).replace(/[^.]*$/, ''), /signature|well-formed/],
  ['no dots', () => Promise.resolve('abc'), /well-formed/],
  ['more than 4 096 characters', () => mint({ note: 'x'.repeat(4_000) }), /4096 characters/],
];

describe('a session token with a fault', () => {
  it.each(FAULTS)(
    'is refused with the reason in the log and for onError, and none for the client: %s',
    async (_title, create, expected) => {
      const { response, text, reason, errors, calls } = await send(await create());
      expect(response.status).toBe(401);
      expect(JSON.parse(text)).toEqual({
        error: { code: 'unauthorized', message: 'The session is missing, expired or not valid.' },
      });
      expect(reason).toMatch(expected);
      expect(reason).toMatch(/^[\x20-\x7e]{10,160}$/);
      const [[cause, entry] = []] = errors;
      expect(cause).toBeInstanceOf(Error);
      expect((cause as Error).message).toBe(`The session token was refused: ${reason}.`);
      expect(entry).toMatchObject({ status: 401, reason });
      expect(calls).toEqual([]);
    },
  );

  it('is not confused with a valid one', async () => {
    const { response, reason, errors } = await send(await mint());
    expect([response.status, reason, errors]).toEqual([200, '', []]);
  });

  it('has a reason of its own for each kind of fault', async () => {
    const kinds = [1, 2, 4, 5, 7, 10, 12, 14, 17].map((index) => FAULTS[index - 1]!);
    const reasons = await Promise.all(kinds.map(async ([, create]) => (await send(await create())).reason));
    expect(new Set(reasons).size).toBe(kinds.length);
  });

  it('is described by the error of verifySessionToken', async () => {
    for (const [, create, expected] of FAULTS) {
      const verified = verifySessionToken(await create(), { key: KEY });
      await expect(verified).rejects.toMatchObject({ name: 'SocialConnectError', code: 'unauthorized', status: 401 });
      await expect(verified).rejects.toThrow(expected);
    }
  });

  it('has its reason in the log where the host wraps sessionAuthorize, too', async () => {
    const bySessionToken = sessionAuthorize({ key: KEY });
    const { reason } = await send(
      await mint({ aud: 'other' }),
      async (request) => (await bySessionToken(request)) ?? undefined,
    );
    expect(reason).toMatch(/`aud`/);
  });

  it('names a `kid` that is not in the set', async () => {
    const authorize = sessionAuthorize({ key: { first: KEY, second: OTHER_KEY } });
    expect((await send(await mint({}, { kid: 'third' }), authorize)).reason).toMatch(/`kid`/);
    expect((await send(await mint({}, { kid: 'first' }), authorize)).response.status).toBe(200);
  });
});

describe('a request without a session token', () => {
  it.each([
    ['the request has no session token', {}],
    ['the header `Authorization` is not well-formed', { Authorization: 'Bearer a b' }],
  ])('has the reason in the log: %s', async (reason, headers) => {
    const { handle, log } = createFixture({ authorize: sessionAuthorize({ key: KEY }) });
    expect((await handle(createRequest(LIST, { headers: headers as HeadersInit }))).status).toBe(401);
    expect(log[0]?.reason).toBe(reason);
  });
});
