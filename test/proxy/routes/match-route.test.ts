import { describe, expect, it } from 'vitest';
import { PLATFORM_NAMES } from '../../../src/protocol/platforms.js';
import { createFixture, createRequest, DETAILS, LIST, LOCATION, PROXY, readError, startRequest } from '../fixture.js';

const UPSTREAM = 'https://services.leadconnectorhq.com';

function detailsOf(accountId: string): string {
  return `/social-media-posting/oauth/${LOCATION}/facebook/accounts/${accountId}`;
}

describe('matchRoute', () => {
  it.each([
    '..%2f..%2fusers',
    '%2e%2e',
    '%252e%252e',
    'a..b',
    '..%5cx',
    '..\\x',
    '%2f%2fevil.example',
    'a%2fb',
    'a%5cb',
    'a%40evil.example',
    '@evil.example',
    'a%3fb=c',
    'a%23b',
    'a%0d%0aX-Evil: 1',
    'a%00b',
    '%e2%80%a4%e2%80%a4',
    '%ef%bc%8e%ef%bc%8e',
    '%ff',
    '%',
    'a b',
    'x'.repeat(129),
    '',
  ])('refuses the account id %j', async (id) => {
    const { handle, calls } = createFixture();
    const response = await handle(createRequest(detailsOf(id)));
    expect([400, 404]).toContain(response.status);
    expect(calls).toEqual([]);
  });

  it.each(['../..', '..', '//evil.example', '?x', '#x', '/etc'])('refuses a path that ends in %j', async (id) => {
    const { handle, calls } = createFixture();
    const response = await handle(createRequest(detailsOf(id)));
    expect([400, 404]).toContain(response.status);
    expect(calls).toEqual([]);
  });

  it.each([
    ['65f1a2b3c4d5e6f708192a3b', '65f1a2b3c4d5e6f708192a3b'],
    ['urn:li:organization:1', 'urn%3Ali%3Aorganization%3A1'],
    ['urn%3Ali%3Aorganization%3A1', 'urn%3Ali%3Aorganization%3A1'],
    ['a_b-c.d', 'a_b-c.d'],
    ['x'.repeat(128), 'x'.repeat(128)],
  ])('accepts the account id %j', async (id, sent) => {
    const { handle, calls } = createFixture();
    expect((await handle(createRequest(detailsOf(id)))).status).toBe(200);
    expect(calls.map(({ url }) => url)).toEqual([`${UPSTREAM}${detailsOf(sent)}`]);
  });

  it.each(['loc1%2f..', 'loc%201', '--%00', '%2d', 'loc1;x', 'lo\u0441'])(
    'refuses the location %j',
    async (location) => {
      const { handle, calls } = createFixture();
      expect((await handle(createRequest(LIST.replace(LOCATION, location)))).status).toBe(400);
      expect(calls).toEqual([]);
    },
  );

  it.each([
    '',
    '/',
    '/social-media-posting',
    '/social-media-posting/',
    '/social-media-posting/posts',
    `${LIST}/1/2`,
    `${DETAILS}/x`,
    DETAILS.replace('/social-media-posting/', '/social-media-posting%2f'),
    `${LIST}%2fsocial-media-posting/`,
  ])('finds no route for %j', async (path) => {
    const { handle, calls } = createFixture();
    expect((await handle(createRequest(path))).status).toBe(404);
    expect(calls).toEqual([]);
  });

  it.each(['', '/api', '/deep/er', '/social-media-posting%2f', '/my-social-media-posting', '/accounts', '/oauth'])(
    'accepts the mount %j',
    async (mount) => {
      const { handle, calls } = createFixture();
      expect((await handle(createRequest(mount + DETAILS))).status).toBe(200);
      expect((await handle(createRequest(`${mount}/health`))).status).toBe(200);
      expect(calls.map(({ url }) => url)).toEqual([UPSTREAM + DETAILS]);
    },
  );

  it.each([
    ['GET', LIST],
    ['DELETE', `${LIST}/1`],
    ['POST', '/social-media-posting/oauth/facebook/start'],
    ['GET', DETAILS],
  ])(
    'refuses a second root in the path, which would lead past a path limit of the host: %s %s',
    async (method, path) => {
      for (const first of [
        '/social-media-posting/oauth/x',
        '/social-media-posting/oauth/facebook/start',
        '/social-media-posting',
      ]) {
        const { handle, calls } = createFixture();
        const response = await handle(createRequest(`/highlevel${first}${path}`, { method }));
        expect(response.status).toBe(404);
        expect(calls).toEqual([]);
      }
      expect((await createFixture().handle(createRequest(`/highlevel${path}`, { method }))).ok).toBe(true);
    },
  );

  it.each(['%73ocial-media-posting', 'Social-Media-Posting', 'social-media-posting%2f', 'social-media-posting;'])(
    'follows the only root, whatever else looks like one: %s',
    async (segment) => {
      const { handle, calls } = createFixture();
      const response = await handle(
        createRequest(`/social-media-posting/oauth/x/${segment}/-/accounts/1`, { method: 'DELETE' }),
      );
      expect([400, 404]).toContain(response.status);
      expect(calls).toEqual([]);
      expect((await handle(createRequest(`/${segment}${LIST}`))).status).toBe(200);
    },
  );

  it.each([
    ['POST', '/social-media-posting/oauth/facebook/start'],
    ['GET', DETAILS],
    ['GET', LIST],
    ['DELETE', `${LIST}/1`],
    ['GET', '/health'],
  ])('accepts one slash at the end, and no more: %s %s', async (method, path) => {
    const { handle, calls } = createFixture();
    expect((await handle(createRequest(`${path}/`, { method }))).status).toBe(200);
    const { length } = calls;
    expect([400, 404, 405]).toContain((await handle(createRequest(`${path}//`, { method }))).status);
    expect(calls).toHaveLength(length);
    const without = createFixture();
    await without.handle(createRequest(path, { method }));
    expect(calls.map(({ url }) => url)).toEqual(without.calls.map(({ url }) => url));
  });

  it('says what to change if `proxy-url` contains a part of the path', async () => {
    const path = `/social-media-posting${LIST}`;
    const { handle, log } = createFixture();
    const response = await handle(createRequest(path));
    expect(response.status).toBe(404);
    const message = 'There is no such route. If `proxy-url` contains a part of `/social-media-posting/`, remove it.';
    expect(await readError(response)).toEqual({ code: 'not_found', message });
    expect(log[0]?.reason).toBe(message);
  });

  it('tells an account with the id `health` from the liveness check', async () => {
    const { handle, calls } = createFixture();
    expect((await handle(createRequest(detailsOf('health')))).status).toBe(200);
    expect((await handle(createRequest(`${LIST}/health`, { method: 'DELETE' }))).status).toBe(200);
    expect(calls).toHaveLength(2);
  });

  it('leads to the path that version 2021-07-28 has for Google', async () => {
    const { handle, calls } = createFixture({ apiVersion: '2021-07-28' });
    await handle(createRequest(DETAILS.replace('facebook', 'google')));
    await handle(createRequest(DETAILS));
    expect(calls.map(({ url }) => new URL(url).pathname)).toEqual([
      DETAILS.replace('facebook', 'google').replace('/accounts/', '/locations/'),
      DETAILS,
    ]);
    expect(calls[0]?.headers.get('Version')).toBe('2021-07-28');
  });
});

describe('a platform', () => {
  it.each([
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'Facebook',
    'facebook%20',
    'bluesky',
    'twitter',
    'x',
    '',
    '%66acebook',
  ])('that HighLevel does not have is refused: %j', async (platform) => {
    const { handle, calls } = createFixture();
    const start = await handle(createRequest(`/social-media-posting/oauth/${platform}/start`, { method: 'POST' }));
    const details = await handle(createRequest(DETAILS.replace('facebook', platform)));
    expect([start.status, details.status]).toEqual([400, 400]);
    expect(calls).toEqual([]);
  });

  it.each(PLATFORM_NAMES)('of HighLevel is accepted: %s', async (platform) => {
    const { handle, calls } = createFixture();
    const start = await handle(createRequest(`/social-media-posting/oauth/${platform}/start`, { method: 'POST' }));
    expect(start.status).toBe(200);
    expect(new URL(calls[0]?.url ?? '').pathname).toBe(`/social-media-posting/oauth/${platform}/start`);
  });
});

describe('the method', () => {
  it.each([
    ['PUT', DETAILS, 'GET, POST'],
    ['HEAD', DETAILS, 'GET, POST'],
    ['POST', LIST, 'GET'],
    ['GET', `${LIST}/1`, 'DELETE'],
    ['constructor', LIST, 'GET'],
    ['DELETE', '/health', 'GET, HEAD'],
  ])('%s is refused for %s', async (method, path, allowed) => {
    const { handle, calls, log } = createFixture();
    const response = await handle(createRequest(path, { method }));
    expect([response.status, response.headers.get('Allow')]).toEqual([405, allowed]);
    expect(log[0]?.method).toBe(method === 'constructor' ? 'other' : method);
    expect(calls).toEqual([]);
  });
});

describe('the liveness check', () => {
  it.each(['GET', 'HEAD'])('responds to %s without a header, a session or HighLevel', async (method) => {
    const { handle, calls } = createFixture({ authorize: () => undefined });
    const response = await handle(new Request(`${PROXY}/health`, { method }));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(method === 'HEAD' ? '' : '{"status":"ok"}');
    expect(calls).toEqual([]);
  });
});

describe('a URL', () => {
  it('of more than 2 048 characters is refused with 414', async () => {
    const { handle, calls } = createFixture();
    const padding = (length: number): string => 'x'.repeat(length - `${PROXY}${DETAILS}?_=`.length);
    expect((await handle(createRequest(`${DETAILS}?_=${padding(2_049)}`))).status).toBe(414);
    expect(calls).toEqual([]);
    expect((await handle(createRequest(`${DETAILS}?_=${padding(2_048)}`))).status).toBe(200);
  });
});

describe('the query', () => {
  it.each([
    ['?page=settings&reconnect=true', '&page=settings&reconnect=true'],
    ['?reconnect=false&page=', ''],
    ['?unknown=1', ''],
  ])('of a start is passed on as far as it is known: %s', async (query, sent) => {
    const { handle, calls } = createFixture();
    expect((await handle(startRequest(query))).status).toBe(200);
    expect(new URL(calls[0]?.url ?? '').search).toBe(`?locationId=loc1&userId=user1${sent}`);
  });

  it.each(['?reconnect=integration', `?page=${'x'.repeat(129)}`, '?page=a%0d%0ab', '?page=%00'])(
    'of a start is refused: %s',
    async (query) => {
      const { handle, calls } = createFixture();
      expect((await handle(startRequest(query))).status).toBe(400);
      expect(calls).toEqual([]);
    },
  );

  it.each([
    ['?search=caf%C3%A9', 200, '?search=caf%C3%A9'],
    ['?search=', 200, ''],
    [`?search=${'x'.repeat(101)}`, 400, undefined],
    ['?search=a%0ab', 400, undefined],
  ])('of details is passed on or refused: %s', async (query, status, sent) => {
    const { handle, calls } = createFixture();
    expect((await handle(createRequest(DETAILS + query))).status).toBe(status);
    expect(calls.map(({ url }) => new URL(url).search)).toEqual(sent === undefined ? [] : [sent]);
  });
});
