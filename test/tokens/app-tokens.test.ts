import { describe, expect, it } from 'vitest';
import { COMPANY, createApp, LOCATION, rejection } from './fixture.js';

const SUBJECT = { companyId: COMPANY, locationId: LOCATION };

describe('getToken for a location that has installed the app itself', () => {
  it('returns the token of the installation', async () => {
    const { tokens, highLevel, install } = await createApp();
    expect((await install(SUBJECT)).status).toBe(200);
    expect(highLevel.readAccess(await tokens.getToken({ locationId: LOCATION }))).toBe(`location:${LOCATION}`);
  });

  it('refreshes a token that has expired, once for many calls', async () => {
    const { tokens, highLevel, install } = await createApp();
    highLevel.lifetime = 0;
    await install(SUBJECT);
    highLevel.lifetime = 86_399;
    const calls = Array.from({ length: 50 }, () => tokens.getToken({ locationId: LOCATION }));
    const received = new Set(await Promise.all(calls));
    expect(received.size).toBe(1);
    expect(highLevel.readAccess([...received][0]!)).toBe(`location:${LOCATION}`);
    expect(highLevel.refreshes.get(`location:${LOCATION}`)).toBe(1);
  });

  it('returns another token when HighLevel has refused the last one', async () => {
    const { tokens, highLevel, install } = await createApp();
    await install(SUBJECT);
    const first = await tokens.getToken({ locationId: LOCATION });
    highLevel.revokeAccess(SUBJECT);
    const second = await tokens.getToken({ locationId: LOCATION }, { refresh: true });
    expect(second).not.toBe(first);
    expect(highLevel.readAccess(second)).toBe(`location:${LOCATION}`);
    expect(await tokens.getToken({ locationId: LOCATION })).toBe(second);
  });

  it('takes what another instance has refreshed instead of refreshing again', async () => {
    const { tokens, highLevel, install, another } = await createApp();
    await install(SUBJECT);
    const other = another();
    expect(await other.getToken({ locationId: LOCATION })).toBe(await tokens.getToken({ locationId: LOCATION }));
    highLevel.revokeAccess(SUBJECT);
    const renewed = await tokens.getToken({ locationId: LOCATION }, { refresh: true });
    expect(await other.getToken({ locationId: LOCATION }, { refresh: true })).toBe(renewed);
    expect(highLevel.refreshes.get(`location:${LOCATION}`)).toBe(1);
  });

  it('says that the app is not installed', async () => {
    const { tokens } = await createApp();
    expect(await rejection(tokens.getToken({ locationId: 'elsewhere' }))).toMatchObject({ code: 'not_found' });
  });
});

describe('getToken for a location whose company has installed the app', () => {
  it('exchanges the token of the company that the session names', async () => {
    const { tokens, highLevel, install } = await createApp();
    await install({ companyId: COMPANY });
    await highLevel.addLocation(COMPANY, LOCATION);
    const token = await tokens.getToken({ locationId: LOCATION, companyId: COMPANY });
    expect(highLevel.readAccess(token)).toBe(`location:${LOCATION}`);
    expect(highLevel.requests.map(({ path }) => path)).toEqual(['/oauth/token', '/oauth/locationToken']);
  });

  it('finds the company by itself', async () => {
    const { tokens, highLevel, install } = await createApp();
    await install({ companyId: 'other' });
    await install({ companyId: COMPANY });
    for (let index = 0; index < 250; index += 1) await highLevel.addLocation(COMPANY, `many${index}`);
    await highLevel.addLocation(COMPANY, LOCATION);
    expect(highLevel.readAccess(await tokens.getToken({ locationId: LOCATION }))).toBe(`location:${LOCATION}`);
  });
});
