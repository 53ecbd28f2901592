import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_ID,
  attachRequest,
  createFixture,
  createRequest,
  DETAILS,
  jsonResponse,
  LIST,
  LOCATION,
  readError,
  FULL_SESSION,
  startRequest,
  USER,
} from '../fixture.js';

describe('location and user come from the session alone: the proxy', () => {
  it.each([
    ['another location to start', startRequest('?locationId=loc2')],
    ['another user to start', startRequest(`?locationId=${LOCATION}&userId=user2`)],
    ['a second location to start', startRequest(`?locationId=${LOCATION}&locationId=loc2`)],
    ['an empty location to start', startRequest('?locationId=')],
    ["another location's details", createRequest(DETAILS.replace(LOCATION, 'loc2'))],
    ["another location's details by query", createRequest(`${DETAILS}?locationId=loc2`)],
    ["another location's list", createRequest(LIST.replace(LOCATION, 'loc2'))],
    [
      "another location's account to remove",
      createRequest(LIST.replace(LOCATION, 'loc2') + '/1', { method: 'DELETE' }),
    ],
  ])('refuses %s', async (_title, request) => {
    const { handle, calls } = createFixture();
    const response = await handle(request);
    expect(response.status).toBe(403);
    expect((await readError(response)).code).toBe('forbidden');
    expect(calls).toEqual([]);
  });

  it.each([
    ['a start that names nobody', startRequest()],
    ['a start that names the session', startRequest(`?locationId=${LOCATION}&userId=${USER}`)],
    ['details', createRequest(DETAILS)],
    ["details of `-`, the session's own", createRequest(DETAILS.replace(LOCATION, '-'))],
    ['the list', createRequest(LIST)],
    ['the list of `-`', createRequest(LIST.replace(LOCATION, '-'))],
    ['removal', createRequest(`${LIST}/1`, { method: 'DELETE' })],
  ])('accepts %s', async (_title, request) => {
    const { handle, calls } = createFixture();
    expect((await handle(request)).status).toBe(200);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.url).toContain(LOCATION);
  });

  it("sends the session's ids to HighLevel", async () => {
    const { handle, calls } = createFixture();
    await handle(startRequest());
    expect(calls[0]?.url).toBe(
      `https://services.leadconnectorhq.com/social-media-posting/oauth/facebook/start?locationId=${LOCATION}&userId=${USER}`,
    );
  });
});

describe('a session for some platforms', () => {
  const facebookOnly = { authorize: () => ({ ...FULL_SESSION, platforms: ['facebook' as const] }) };

  it.each([startRequest(), createRequest(DETAILS), attachRequest()])('may use them: %#', async (request) => {
    expect((await createFixture(facebookOnly).handle(request)).ok).toBe(true);
  });

  it.each([
    createRequest('/social-media-posting/oauth/tiktok/start', { method: 'POST' }),
    createRequest(DETAILS.replace('facebook', 'tiktok')),
    createRequest(DETAILS.replace('facebook', 'tiktok'), { method: 'POST', body: '{}' }),
  ])('may use no other: %#', async (request) => {
    const { handle, calls } = createFixture(facebookOnly);
    expect((await handle(request)).status).toBe(403);
    expect(calls).toEqual([]);
  });

  it('lists and disconnects accounts of these platforms only', async () => {
    const accounts = [
      { id: 'fb', platform: 'facebook' },
      { id: 'tt', platform: 'tiktok' },
    ];
    const { handle, calls } = createFixture(facebookOnly, ({ method }) =>
      jsonResponse({ success: true, results: method === 'GET' ? { accounts } : { id: 'fb' } }),
    );
    expect(await (await handle(createRequest(LIST))).json()).toMatchObject({ results: { accounts: [{ id: 'fb' }] } });
    const remove = (id: string): Promise<Response> => handle(createRequest(`${LIST}/${id}`, { method: 'DELETE' }));
    expect((await remove('fb')).status).toBe(200);
    expect((await remove('tt')).status).toBe(403);
    expect((await remove('unknown')).status).toBe(404);
    expect(calls.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });
});

describe('a response of the proxy', () => {
  const tooMuch = {
    accessToken: 'secret',
    refreshToken: 'secret',
    email: 'a@b.example',
    meta: { accessToken: 'secret' },
  };

  it.each([
    ['details', createRequest(DETAILS), { pages: [{ id: '1', name: 'One', ...tooMuch }], ...tooMuch }],
    ['attach', attachRequest(), { _id: '1', oAuthId: '2', ...tooMuch }],
    ['list', createRequest(LIST), { accounts: [{ id: '1', platform: 'facebook', ...tooMuch }], groups: [tooMuch] }],
    ['disconnect', createRequest(`${LIST}/1`, { method: 'DELETE' }), { id: '1', ...tooMuch }],
  ])('contains only known fields of HighLevel’s: %s', async (_title, request, results) => {
    const { handle } = createFixture({}, () => jsonResponse({ success: true, results, traceId: 'secret', ...tooMuch }));
    const response = await handle(request);
    expect(response.ok).toBe(true);
    const text = await response.text();
    expect(text).toContain('"1"');
    expect(text).not.toMatch(/secret|a@b/);
  });

  it('contains no deleted accounts', async () => {
    const accounts = [
      { id: '1', deleted: true },
      { id: ACCOUNT_ID, deleted: false },
    ];
    const { handle } = createFixture({}, () => jsonResponse({ success: true, results: { accounts } }));
    expect(await (await handle(createRequest(LIST))).json()).toEqual({
      success: true,
      results: { accounts: [{ id: ACCOUNT_ID }], can: FULL_SESSION.can },
    });
  });
});
