import { SignJWT, type JWTPayload } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReplayGuard, sessionAuthorize, type Session } from '../../../src/proxy/index.js';
import { notesOn } from '../../../src/proxy/request/request-notes.js';
import { createVerifiedTokens } from '../../../src/proxy/session/verified-tokens.js';
import { APP, createRequest, DETAILS, KEY, PROXY } from '../fixture.js';

const OTHER_KEY = 'Wq8eR2tY6uI1oP5aS9dF3gH7jK4lZ0xC';
const NOW = Date.UTC(2026, 0, 1);
const NOW_S = NOW / 1_000;
const CLAIMS = { aud: 'ghl-social-connect', sub: 'user1', loc: 'loc1', iat: NOW_S, exp: NOW_S + 300, jti: 'id-1' };

type Authorize = ReturnType<typeof sessionAuthorize>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function mint(claims: JWTPayload = {}, key = KEY): Promise<string> {
  return new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'ghl-connect+jwt' })
    .sign(new TextEncoder().encode(key));
}

async function send(
  authorize: Authorize,
  token: string,
  origin = APP,
): Promise<{ session: Session | undefined; reason: string | undefined }> {
  const request = createRequest(DETAILS, { headers: { Authorization: `Bearer ${token}`, Origin: origin } });
  return { session: await authorize(request), reason: notesOn(request).fault?.reason };
}

/** Creates an `authorize` that has accepted `token` before. */
async function createExperienced(
  token: string,
  options: Partial<Parameters<typeof sessionAuthorize>[0]> = {},
): Promise<Authorize> {
  const authorize = sessionAuthorize({ key: KEY, ...options });
  expect(await send(authorize, token)).toMatchObject({ session: { locationId: 'loc1' } });
  return authorize;
}

describe('a token that was accepted before', () => {
  it('is accepted again without another look at its signature', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const token = await mint();
    const authorize = await createExperienced(token);
    expect(await send(authorize, token)).toMatchObject({ session: { locationId: 'loc1', userId: 'user1' } });
    expect(verify).toHaveBeenCalledTimes(1);
  });

  it('is refused once it has expired, and not a second before', async () => {
    const token = await mint();
    const authorize = await createExperienced(token);
    vi.setSystemTime(NOW + 359_000);
    expect(await send(authorize, token)).toMatchObject({ session: { locationId: 'loc1' } });
    vi.setSystemTime(NOW + 360_000);
    expect(await send(authorize, token)).toEqual({ session: undefined, reason: 'the token has expired (`exp`)' });
  });

  it('is refused once it is older than `maxTokenAge`, and not a second before', async () => {
    const token = await mint();
    const authorize = await createExperienced(token, { maxTokenAge: 100, clockTolerance: 0 });
    vi.setSystemTime(NOW + 100_000);
    expect(await send(authorize, token)).toMatchObject({ session: { locationId: 'loc1' } });
    vi.setSystemTime(NOW + 101_000);
    const reason = 'the token is too old: `iat` is longer ago than `maxTokenAge`';
    expect(await send(authorize, token)).toEqual({ session: undefined, reason });
  });

  it.each(['nbf', 'iat'])('is refused while the clock says that its `%s` is in the future', async (claim) => {
    const token = await mint({ iat: NOW_S - 50, [claim]: NOW_S });
    const authorize = await createExperienced(token);
    vi.setSystemTime(NOW - 61_000);
    const reason = `the claim \`${claim}\` is in the future: compare the clocks of both servers`;
    expect(await send(authorize, token)).toEqual({ session: undefined, reason });
    vi.setSystemTime(NOW - 60_000);
    expect(await send(authorize, token)).toMatchObject({ session: { locationId: 'loc1' } });
  });

  it('is refused from another origin than it is bound to, and accepted from that one again', async () => {
    const token = await mint({ origin: APP });
    const authorize = await createExperienced(token);
    const reason = 'the claim `origin` binds the token to one origin, and the page has another one';
    expect(await send(authorize, token, PROXY)).toEqual({ session: undefined, reason });
    expect(await send(authorize, token)).toMatchObject({ session: { locationId: 'loc1' } });
  });

  it('is refused a second time with a replay guard', async () => {
    const token = await mint();
    const authorize = await createExperienced(token, { replay: createReplayGuard() });
    expect(await send(authorize, token)).toEqual({ session: undefined, reason: 'it was used before (`jti`)' });
  });

  it('lends its signature to no other claims, and its claims to no other signature', async () => {
    const [own, foreign] = [await mint(), await mint({ loc: 'loc2' }, OTHER_KEY)];
    const authorize = await createExperienced(own);
    const [header, claims, signature] = own.split('.');
    const [, foreignClaims, foreignSignature] = foreign.split('.');
    for (const token of [
      [header, foreignClaims, signature],
      [header, claims, foreignSignature],
      [header, claims, ''],
    ]) {
      expect(await send(authorize, token.join('.'))).toMatchObject({ session: undefined });
    }
    expect(await send(authorize, own)).toMatchObject({ session: { locationId: 'loc1' } });
  });

  it('is unknown to a verifier with another key, another audience or other times', async () => {
    const token = await mint({ iat: NOW_S - 200, exp: NOW_S + 200 });
    await createExperienced(token);
    const strangers = [{ key: OTHER_KEY }, { key: { new: OTHER_KEY } }, { audience: 'other' }, { maxTokenAge: 100 }];
    for (const options of strangers) {
      expect(await send(sessionAuthorize({ key: KEY, ...options }), token)).toMatchObject({ session: undefined });
    }
    expect(await send(sessionAuthorize({ key: KEY }), token)).toMatchObject({ session: { locationId: 'loc1' } });
  });

  it('gives each request a session of its own', async () => {
    const token = await mint({ can: ['connect'], plat: ['facebook'] });
    const authorize = await createExperienced(token);
    const { session } = await send(authorize, token);
    (session?.can as string[]).push('disconnect');
    (session?.platforms as string[]).push('google');
    const expected = { locationId: 'loc1', userId: 'user1', can: ['connect'], platforms: ['facebook'] };
    expect(await send(authorize, token)).toMatchObject({ session: expected });
  });
});

describe('a token that was refused before', () => {
  const REFUSED: Record<string, JWTPayload> = {
    'has no location': { loc: undefined },
    'lives too long': { exp: NOW_S + 601 },
    'has no id': { jti: '' },
    'is bound to another origin': { origin: PROXY },
  };

  it.each(Object.entries(REFUSED))('because it %s is checked as a whole again', async (_, claims) => {
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const token = await mint(claims);
    const authorize = sessionAuthorize({ key: KEY });
    expect(await send(authorize, token)).toMatchObject({ session: undefined });
    expect(await send(authorize, token)).toMatchObject({ session: undefined });
    expect(verify).toHaveBeenCalledTimes(2);
  });
});

describe('createVerifiedTokens', () => {
  const payload = (sub: string) => ({ sub });

  it('forgets the oldest tokens beyond the number', () => {
    const tokens = createVerifiedTokens(2);
    for (const name of ['a', 'b', 'b', 'c']) tokens.add(name, payload(name));
    expect(['a', 'b', 'c'].map(tokens.find)).toEqual([undefined, payload('b'), payload('c')]);
  });

  it('forgets the oldest tokens beyond the number of characters', () => {
    const tokens = createVerifiedTokens(100, 10);
    for (const name of ['aaaa', 'bbbb', 'bbbb', 'cc']) tokens.add(name, payload(name));
    expect(['aaaa', 'bbbb', 'cc'].map(tokens.find)).toEqual(['aaaa', 'bbbb', 'cc'].map(payload));
    tokens.add('d', payload('d'));
    expect(['aaaa', 'bbbb', 'cc', 'd'].map(tokens.find)).toEqual([undefined, ...['bbbb', 'cc', 'd'].map(payload)]);
  });

  it('forgets one token for each that comes, however many came before, and whichever came again', () => {
    const tokens = createVerifiedTokens(3);
    for (let index = 0; index < 50; index += 1) {
      const name = String(index);
      for (const added of [name, name]) tokens.add(added, payload(added));
      const known = Array.from({ length: index + 1 }, (_, number) => tokens.find(String(number))?.sub);
      expect(known.filter((sub) => sub !== undefined)).toEqual(
        [index - 2, index - 1, index].filter((n) => n >= 0).map(String),
      );
    }
  });

  it('remembers ten thousand tokens of ordinary length, and no more', () => {
    const tokens = createVerifiedTokens();
    const name = (index: number) => String(index).padStart(400, 'x');
    for (let index = 0; index <= 10_000; index += 1) tokens.add(name(index), payload('user1'));
    expect([0, 1, 10_000].map((index) => tokens.find(name(index))?.sub)).toEqual([undefined, 'user1', 'user1']);
  });
});
