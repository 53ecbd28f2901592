import { describe, expect, it } from 'vitest';
import { COMPANY, createApp, LOCATION, rejection, type App } from './fixture.js';

const asked = ({ highLevel }: App) =>
  highLevel.requests.filter(({ path }) => path === '/oauth/installedLocations').length;

/** An app that a company has installed, for one of its locations. */
async function createCompany(): Promise<App> {
  const app = await createApp();
  await app.install({ companyId: COMPANY });
  await app.highLevel.addLocation(COMPANY, LOCATION);
  return app;
}

describe('isInstalled', () => {
  it('knows locations that have installed the app themselves', async () => {
    const app = await createApp();
    expect(await app.tokens.isInstalled({ locationId: LOCATION })).toBe(false);
    await app.install({ companyId: COMPANY, locationId: LOCATION });
    expect(await app.tokens.isInstalled({ locationId: LOCATION })).toBe(true);
    expect(await app.tokens.isInstalled({ locationId: LOCATION, companyId: COMPANY })).toBe(true);
    expect(await app.tokens.isInstalled({ companyId: COMPANY })).toBe(false);
  });

  it('refuses a location together with a company that is not its own', async () => {
    const app = await createApp();
    await app.install({ companyId: COMPANY, locationId: LOCATION });
    await app.install({ companyId: 'attacker' });
    expect(await app.tokens.isInstalled({ locationId: LOCATION, companyId: 'attacker' })).toBe(false);
    const byCompany = await createCompany();
    await byCompany.install({ companyId: 'attacker' });
    expect(await byCompany.tokens.isInstalled({ locationId: LOCATION, companyId: 'attacker' })).toBe(false);
    expect(await byCompany.tokens.isInstalled({ locationId: LOCATION, companyId: COMPANY })).toBe(true);
  });

  it('asks HighLevel once which locations of a company have the app', async () => {
    const app = await createCompany();
    for (let round = 0; round < 3; round += 1) {
      expect(await app.tokens.isInstalled({ locationId: LOCATION, companyId: COMPANY })).toBe(true);
      expect(await app.tokens.isInstalled({ locationId: LOCATION })).toBe(true);
    }
    expect(asked(app)).toBe(1);
    expect(await app.tokens.isInstalled({ locationId: 'location2', companyId: COMPANY })).toBe(false);
  });

  it('does not ask about a company that has not installed the app', async () => {
    const app = await createCompany();
    expect(await app.tokens.isInstalled({ locationId: LOCATION, companyId: 'other' })).toBe(false);
    expect(asked(app)).toBe(0);
  });

  it('is not misled by a company whose tokens are lost', async () => {
    const app = await createCompany();
    await app.install({ companyId: 'lost' });
    await app.highLevel.uninstall({ companyId: 'lost' });
    expect(await app.tokens.isInstalled({ locationId: LOCATION })).toBe(true);
    expect(await rejection(app.tokens.isInstalled({ locationId: 'location2' }))).toMatchObject({
      code: 'unauthorized',
    });
  });

  it('renews the token of a company that HighLevel no longer accepts', async () => {
    const app = await createCompany();
    app.highLevel.revokeAccess({ companyId: COMPANY });
    expect(await app.tokens.isInstalled({ locationId: LOCATION, companyId: COMPANY })).toBe(true);
    expect(app.highLevel.refreshes.get(`company:${COMPANY}`)).toBe(1);
  });

  it('says when HighLevel does not let the app ask', async () => {
    const app = await createCompany();
    app.highLevel.beforeRequest = ({ path }) =>
      path === '/oauth/installedLocations'
        ? new Response('{"message":"Forbidden resource"}', { status: 403 })
        : undefined;
    expect(await rejection(app.tokens.isInstalled({ locationId: LOCATION, companyId: COMPANY }))).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('Forbidden resource') as string,
    });
  });

  it.each([
    [{}, 'pass `locationId` or `companyId`'],
    [{ locationId: '' }, '`locationId` must be an id'],
    [{ locationId: '{{location.id}}' }, '`locationId` must be an id'],
    [{ locationId: 'a:b' }, '`locationId` must be an id'],
    [{ locationId: LOCATION, companyId: '../x' }, '`companyId` must be an id'],
    [{ companyId: 5 }, '`companyId` must be an id'],
  ])('refuses %j', async (installer, message) => {
    const { tokens } = await createApp();
    expect(await rejection(tokens.isInstalled(installer as never))).toMatchObject({
      code: 'invalid_config',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('the token of a location of a company', () => {
  it('is exchanged once for many instances, and again when it has expired', async () => {
    const app = await createCompany();
    const instances = [app.tokens, app.another(), app.another()];
    const tokens = await Promise.all(instances.map((instance) => instance.getToken({ locationId: LOCATION })));
    expect(new Set(tokens).size).toBe(1);
    expect(app.highLevel.exchanges.get(LOCATION)).toBe(1);
  });

  it('is exchanged anew when HighLevel has refused the last one, and once for all instances', async () => {
    const app = await createCompany();
    const other = app.another();
    const request = { locationId: LOCATION, companyId: COMPANY };
    const first = await app.tokens.getToken(request);
    expect(await other.getToken(request)).toBe(first);
    app.highLevel.revokeAccess({ companyId: COMPANY, locationId: LOCATION });
    const second = await app.tokens.getToken(request, { refresh: true });
    expect(await other.getToken(request, { refresh: true })).toBe(second);
    expect(app.highLevel.exchanges.get(LOCATION)).toBe(2);
  });

  it('is exchanged with a new token of the company when HighLevel refuses the old one', async () => {
    const app = await createCompany();
    app.highLevel.revokeAccess({ companyId: COMPANY });
    const token = await app.tokens.getToken({ locationId: LOCATION, companyId: COMPANY });
    expect(app.highLevel.readAccess(token)).toBe(`location:${LOCATION}`);
  });

  it('does not outlive the installation of the company', async () => {
    const app = await createCompany();
    const first = await app.tokens.getToken({ locationId: LOCATION, companyId: COMPANY });
    await app.install({ companyId: COMPANY });
    expect(await app.another().getToken({ locationId: LOCATION, companyId: COMPANY })).not.toBe(first);
  });

  it('is taken from the company when the installation of the location itself is lost', async () => {
    const app = await createCompany();
    await app.install({ companyId: COMPANY, locationId: LOCATION });
    await app.highLevel.uninstall({ companyId: COMPANY, locationId: LOCATION });
    await app.highLevel.addLocation(COMPANY, LOCATION);
    const token = await app.tokens.getToken({ locationId: LOCATION }, { refresh: true });
    expect(app.highLevel.readAccess(token)).toBe(`location:${LOCATION}`);
  });

  it('is refused for a location of another company', async () => {
    const app = await createCompany();
    await app.install({ companyId: 'other' });
    const request = { locationId: LOCATION, companyId: 'other' };
    expect(await rejection(app.tokens.getToken(request))).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('Location not found') as string,
    });
    expect(await app.tokens.getToken({ locationId: LOCATION, companyId: COMPANY })).toMatch(/^simulated-access-/);
  });

  it('is reported as paused where it is', async () => {
    const app = await createCompany();
    app.highLevel.pause(LOCATION);
    const request = { locationId: LOCATION, companyId: COMPANY };
    expect(await rejection(app.tokens.getToken(request))).toMatchObject({ code: 'forbidden' });
    app.highLevel.resume(LOCATION);
    expect(await app.tokens.getToken(request)).toMatch(/^simulated-access-/);
  });

  it('says which scope is missing, in the words of HighLevel', async () => {
    const app = await createCompany();
    app.highLevel.beforeRequest = ({ path }) =>
      path === '/oauth/locationToken'
        ? Response.json({ message: 'The token is not authorized for this scope.' }, { status: 401 })
        : undefined;
    expect(await rejection(app.tokens.getToken({ locationId: LOCATION, companyId: COMPANY }))).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('not authorized for this scope') as string,
    });
    expect(app.highLevel.refreshes.size).toBe(0);
  });
});
