import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMPANY, createApp, LOCATION, rejection, type App } from '../fixture.js';
import { createExpired, createUnfinished } from './expired-app.js';
import { advance, restoreTime, settle, stopTime } from './settle.js';

const ASK = { locationId: LOCATION };
const LIMITED = { code: 'rate_limited', retryAfter: expect.any(Number) as number };

/** Makes HighLevel answer requests to `path` with 429. Returns how often it was asked, and how to end that. */
function limit({ highLevel }: App, path: string, retryAfter = '40') {
  const state = { asked: 0, isOver: false };
  highLevel.beforeRequest = (request) => {
    if (request.path !== path) return undefined;
    state.asked += 1;
    if (state.isOver) return undefined;
    return Response.json({ message: 'Too many requests' }, { status: 429, headers: { 'Retry-After': retryAfter } });
  };
  return state;
}

describe("HighLevel's 429", () => {
  beforeEach(stopTime);
  afterEach(restoreTime);

  it('to a refresh is asked for once by all instances, until Retry-After is over', async () => {
    const app = await createExpired();
    const state = limit(app, '/oauth/token');
    expect(await rejection(app.tokens.getToken(ASK))).toMatchObject({ ...LIMITED, retryAfter: 40 });
    await advance(15_000);
    for (const instance of [app.tokens, app.another(), app.another()]) {
      expect(await rejection(instance.getToken(ASK))).toMatchObject({ ...LIMITED, retryAfter: 25 });
    }
    await app.tokens.recover();
    await advance(24_000);
    expect(state.asked).toBe(1);
    expect(app.errors).toEqual([]);

    state.isOver = true;
    await advance(1_000);
    expect(await app.another().getToken(ASK)).toMatch(/^simulated-access-/);
  });

  it('to a refresh that a process has left unfinished loses no token', async () => {
    const app = await createUnfinished();
    const state = limit(app, '/oauth/token', '5');
    await app.tokens.recover();
    await settle();
    expect(state.asked).toBe(1);
    state.isOver = true;
    await advance(10_000);
    await app.tokens.recover();
    await settle();
    expect(state.asked).toBe(2);
    const later = Date.now() + 60_000;
    app.highLevel.now = () => later;
    expect(await app.tokens.getToken(ASK)).toMatch(/^simulated-access-/);
  });

  it('to a company keeps its locations from asking, and no other company', async () => {
    const app = await createApp();
    for (const companyId of [COMPANY, 'other']) await app.install({ companyId });
    await app.highLevel.addLocation(COMPANY, LOCATION);
    await app.highLevel.addLocation('other', 'location2');
    const state = limit(app, '/oauth/locationToken');
    for (const locationId of [LOCATION, 'location3', LOCATION]) {
      expect(await rejection(app.tokens.getToken({ locationId, companyId: COMPANY }))).toMatchObject(LIMITED);
    }
    expect(state.asked).toBe(1);
    state.isOver = true;
    const other = { locationId: 'location2', companyId: 'other' };
    expect(await app.tokens.getToken(other)).toMatch(/^simulated-access-/);
    await advance(40_000);
    expect(await app.tokens.getToken({ ...ASK, companyId: COMPANY })).toMatch(/^simulated-access-/);
  });

  it.each(['', 'soon', '-5', '0'])('with the Retry-After %j is taken for ten seconds', async (retryAfter) => {
    const app = await createExpired();
    limit(app, '/oauth/token', retryAfter);
    expect(await rejection(app.tokens.getToken(ASK))).toMatchObject({ ...LIMITED, retryAfter: 10 });
  });
});
