import { describe, expect, it } from 'vitest';
import { PLATFORM_NAMES } from '../../../src/protocol/platforms.js';
import { createFixture, createRequest, DETAILS, LIST, LOCATION, PROXY, startRequest } from '../fixture.js';

const UPSTREAM = 'https://services.leadconnectorhq.com';

function detailsOf(accountId: string): string {
  return `/social-media-posting/oauth/${LOCATION}/facebook/accounts/${accountId}`;
}

describe('C4: no request leads anywhere but to its own route', () => {
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

  it.each(['../..', '..', '//evil.example', '?x', '#x', '/etc'])('refuses a path that %j bends', async (id) => {
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
  ])('has no route %j', async (path) => {
    const { handle, calls } = createFixture();
    expect((await handle(createRequest(path))).status).toBe(404);
    expect(calls).toEqual([]);
  });

  it.each([
    '',
    '/api',
    '/deep/er',
    '/social-media-posting',
    '/social-media-posting/v1',
    '/social-media-posting%2f',
    '/social-media-posting/loc2/accounts/1',
    '/accounts',
  ])('can be mounted at %j', async (mount) => {
    const { handle, calls } = createFixture();
    expect((await handle(createRequest(mount + DETAILS))).status).toBe(200);
    expect((await handle(createRequest(`${mount}/health`))).status).toBe(200);
    expect(calls.map(({ url }) => url)).toEqual([UPSTREAM + DETAILS]);
  });

  it('knows an account that is called as the liveness check', async () => {
    const { handle, calls } = createFixture();
    expect((await handle(createRequest(detailsOf('health')))).status).toBe(200);
    expect((await handle(createRequest(`${LIST}/health`, { method: 'DELETE' }))).status).toBe(200);
    expect(calls).toHaveLength(2);
  });

  it('follows version 2021-07-28 to where Google stands there', async () => {
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

describe('C18: platforms are a closed set', () => {
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
  ])('refuses %j', async (platform) => {
    const { handle, calls } = createFixture();
    const start = await handle(createRequest(`/social-media-posting/oauth/${platform}/start`, { method: 'POST' }));
    const details = await handle(createRequest(DETAILS.replace('facebook', platform)));
    expect([start.status, details.status]).toEqual([400, 400]);
    expect(calls).toEqual([]);
  });

  it.each(PLATFORM_NAMES)('accepts %s', async (platform) => {
    const { handle, calls } = createFixture();
    const start = await handle(createRequest(`/social-media-posting/oauth/${platform}/start`, { method: 'POST' }));
    expect(start.status).toBe(200);
    expect(new URL(calls[0]?.url ?? '').pathname).toBe(`/social-media-posting/oauth/${platform}/start`);
  });
});

describe('methods', () => {
  it.each([
    ['PUT', DETAILS, 'GET, POST'],
    ['HEAD', DETAILS, 'GET, POST'],
    ['POST', LIST, 'GET'],
    ['GET', `${LIST}/1`, 'DELETE'],
    ['constructor', LIST, 'GET'],
    ['DELETE', '/health', 'GET, HEAD'],
  ])('%s is not allowed on %s', async (method, path, allowed) => {
    const { handle, calls, log } = createFixture();
    const response = await handle(createRequest(path, { method }));
    expect([response.status, response.headers.get('Allow')]).toEqual([405, allowed]);
    expect(log[0]?.method).toBe(method === 'constructor' ? 'other' : method);
    expect(calls).toEqual([]);
  });
});

describe('health', () => {
  it.each(['GET', 'HEAD'])('answers %s without a header, a session or HighLevel', async (method) => {
    const { handle, calls } = createFixture({ authorize: () => undefined });
    const response = await handle(new Request(`${PROXY}/health`, { method }));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(method === 'HEAD' ? '' : '{"status":"ok"}');
    expect(calls).toEqual([]);
  });
});

describe('addresses', () => {
  it('longer than 2 048 characters are 414', async () => {
    const { handle, calls } = createFixture();
    const padding = (length: number): string => 'x'.repeat(length - `${PROXY}${DETAILS}?_=`.length);
    expect((await handle(createRequest(`${DETAILS}?_=${padding(2_049)}`))).status).toBe(414);
    expect(calls).toEqual([]);
    expect((await handle(createRequest(`${DETAILS}?_=${padding(2_048)}`))).status).toBe(200);
  });
});

describe('queries', () => {
  it.each([
    ['?page=settings&reconnect=true', '&page=settings&reconnect=true'],
    ['?reconnect=false&page=', ''],
    ['?unknown=1', ''],
  ])('of a start: %s', async (query, sent) => {
    const { handle, calls } = createFixture();
    expect((await handle(startRequest(query))).status).toBe(200);
    expect(new URL(calls[0]?.url ?? '').search).toBe(`?locationId=loc1&userId=user1${sent}`);
  });

  it.each(['?reconnect=integration', `?page=${'x'.repeat(129)}`, '?page=a%0d%0ab', '?page=%00'])(
    'refuses a start with %s',
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
  ])('of details: %s', async (query, status, sent) => {
    const { handle, calls } = createFixture();
    expect((await handle(createRequest(DETAILS + query))).status).toBe(status);
    expect(calls.map(({ url }) => new URL(url).search)).toEqual(sent === undefined ? [] : [sent]);
  });
});
