import { describe, expect, it } from 'vitest';
import { COMPANY, createApp, LOCATION, rejection, type App } from '../fixture.js';

const SUBJECT = { companyId: COMPANY, locationId: LOCATION };
const ASK = { locationId: LOCATION };

/** An app whose answers with tokens go through `change`, once it is installed. */
async function createChanged(subject: Parameters<App['install']>[0], change: object): Promise<App> {
  let isChanged = false;
  const app: App = await createApp({
    async fetch(input, init) {
      const response = await app.highLevel.fetch(new Request(input, init));
      if (!isChanged || !response.ok) return response;
      return Response.json({ ...((await response.json()) as object), ...change });
    },
  });
  await app.install(subject);
  isChanged = true;
  return app;
}

/** Fields that RFC 6749 has otherwise, and that a refreshed token is good without. */
const ODD_FIELDS: readonly object[] = [
  { token_type: undefined },
  { token_type: null },
  { expires_in: undefined },
  { expires_in: null },
  { expires_in: -1 },
  { expires_in: '86399' },
  { expires_in: 'soon' },
  { expires_in: 1e308 },
  { scope: null },
  { scope: ['socialplanner/account.readonly'] },
  { id_token: 'none' },
];

describe('after HighLevel has used a refresh token up', () => {
  it.each(ODD_FIELDS)('the new one is kept although its answer has %j', async (change) => {
    const app = await createChanged(SUBJECT, change);
    const token = await app.tokens.getToken(ASK, { refresh: true });
    expect(app.highLevel.readAccess(token)).toBe(`location:${LOCATION}`);
    // Another instance has only what was stored.
    expect(await app.another().getToken(ASK)).toBe(token);
    const next = await app.another().getToken(ASK, { refresh: true });
    expect(app.highLevel.readAccess(next)).toBe(`location:${LOCATION}`);
    expect(app.highLevel.refreshes.get(`location:${LOCATION}`)).toBe(2);
  });

  it.each([{ refresh_token: null }, { refresh_token: '' }, { refresh_token: undefined }])(
    'the access token is used although its answer has %j',
    async (change) => {
      const app = await createChanged(SUBJECT, change);
      const token = await app.tokens.getToken(ASK, { refresh: true });
      expect(app.highLevel.readAccess(token)).toBe(`location:${LOCATION}`);
    },
  );

  it.each([{ access_token: undefined }, { access_token: '' }, { access_token: 5 }, { token_type: 'mac' }])(
    'an answer with %j is refused, since it has no access token',
    async (change) => {
      const app = await createChanged(SUBJECT, change);
      const error = await rejection(app.tokens.getToken(ASK, { refresh: true }));
      expect(error).toMatchObject({ code: 'invalid_response' });
    },
  );
});

describe('a token of somebody else', () => {
  const OTHERS = { companyId: 'company2', locationId: 'location2' };

  it('is not taken for the refreshed one of a location', async () => {
    const app = await createChanged(SUBJECT, OTHERS);
    const error = await rejection(app.tokens.getToken(ASK, { refresh: true }));
    expect(error).toMatchObject({ code: 'invalid_response' });
  });

  it('is not taken for the one of a company’s location, nor for the refreshed one of the company', async () => {
    const app = await createChanged({ companyId: COMPANY }, OTHERS);
    await app.highLevel.addLocation(COMPANY, LOCATION);
    const ask = { ...ASK, companyId: COMPANY };
    expect(await rejection(app.tokens.getToken(ask))).toMatchObject({ code: 'invalid_response' });
    app.highLevel.revokeAccess({ companyId: COMPANY });
    expect(await rejection(app.tokens.getToken(ask))).toMatchObject({ code: 'invalid_response' });
  });

  it.each([{}, { locationId: undefined, companyId: undefined, userType: undefined }])(
    'is not suspected where the answer has %j',
    async (change) => {
      const app = await createChanged(SUBJECT, change);
      const token = await app.tokens.getToken(ASK, { refresh: true });
      expect(app.highLevel.readAccess(token)).toBe(`location:${LOCATION}`);
    },
  );
});

describe('a token that is exchanged for the company’s', () => {
  it.each([...ODD_FIELDS, { refresh_token: null }])('is used although its answer has %j', async (change) => {
    const app = await createChanged({ companyId: COMPANY }, change);
    await app.highLevel.addLocation(COMPANY, LOCATION);
    const token = await app.tokens.getToken({ ...ASK, companyId: COMPANY });
    expect(app.highLevel.readAccess(token)).toBe(`location:${LOCATION}`);
  });
});
