import { afterEach, describe, expect, it, vi } from 'vitest';
import { COMPANY, createApp, LOCATION, rejection, type App } from '../fixture.js';

const ASK = { locationId: LOCATION };
const COMPANIES = [COMPANY, 'company2', 'company3'];

afterEach(() => vi.useRealTimers());

const asked = ({ highLevel }: App) =>
  highLevel.requests.filter(({ path }) => path === '/oauth/installedLocations').length;

/** An app that three companies have installed, none of them for the location. All were asked once. */
async function createAbsent(): Promise<App> {
  const app = await createApp();
  for (const companyId of COMPANIES) await app.install({ companyId });
  expect(await rejection(app.tokens.getToken(ASK))).toMatchObject({ code: 'not_found' });
  expect(asked(app)).toBe(COMPANIES.length);
  return app;
}

describe('a location of no company', () => {
  it('is not searched for by each request, nor by each instance', async () => {
    const app = await createAbsent();
    for (const instance of [app.tokens, app.another()]) {
      expect(await rejection(instance.getToken(ASK))).toMatchObject({ code: 'not_found' });
      expect(await instance.isInstalled(ASK)).toBe(false);
    }
    expect(asked(app)).toBe(COMPANIES.length);
    // With a company, the question is another one.
    for (let round = 0; round < 2; round += 1) {
      expect(await app.tokens.isInstalled({ ...ASK, companyId: COMPANY })).toBe(false);
      expect(asked(app)).toBe(COMPANIES.length + 1);
    }
  });

  it('is searched for again after a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const app = await createAbsent();
    vi.advanceTimersByTime(59_000);
    expect(await app.tokens.isInstalled(ASK)).toBe(false);
    expect(asked(app)).toBe(COMPANIES.length);
    await app.highLevel.addLocation(COMPANY, LOCATION);
    vi.advanceTimersByTime(1_000);
    expect(await app.tokens.isInstalled(ASK)).toBe(true);
  });

  it.each<[string, (app: App) => Promise<unknown>]>([
    ['an installation of the location', (app) => app.install({ companyId: COMPANY, locationId: LOCATION })],
    ['an installation of a new company', (app) => app.install({ companyId: 'company4' })],
    ['another installation of a company', (app) => app.install({ companyId: 'company2' })],
    ['a webhook about the location', (app) => app.send({ type: 'INSTALL', locationId: LOCATION })],
    [
      'a webhook about the location and its company',
      (app) => app.send({ type: 'INSTALL', locationId: LOCATION, companyId: 'company2' }),
    ],
    ['a webhook about a company', (app) => app.send({ type: 'INSTALL', companyId: 'company2' })],
  ])('is found at once after %s', async (_what, change) => {
    const app = await createAbsent();
    for (const companyId of [...COMPANIES, 'company4']) await app.highLevel.addLocation(companyId, LOCATION);
    await change(app);
    for (const instance of [app.tokens, app.another()]) {
      expect(await instance.isInstalled(ASK)).toBe(true);
      expect(await instance.getToken(ASK)).toMatch(/^simulated-access-/);
    }
  });

  it('is searched for again ten seconds after a company could not be asked', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const app = await createApp();
    for (const companyId of COMPANIES) await app.install({ companyId });
    let isDown = true;
    app.highLevel.beforeRequest = ({ path, query }) =>
      isDown && path === '/oauth/installedLocations' && query.get('companyId') === 'company2'
        ? new Response('', { status: 500 })
        : undefined;
    for (const instance of [app.tokens, app.another()]) {
      expect(await rejection(instance.getToken(ASK))).toMatchObject({ code: 'upstream_error', status: 500 });
    }
    expect(asked(app)).toBe(COMPANIES.length);
    isDown = false;
    await app.highLevel.addLocation('company2', LOCATION);
    vi.advanceTimersByTime(10_000);
    expect(await app.tokens.getToken(ASK)).toMatch(/^simulated-access-/);
  });
});
