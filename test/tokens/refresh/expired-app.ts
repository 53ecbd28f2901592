import { expect } from 'vitest';
import { COMPANY, createApp, LOCATION, rejection, type App } from '../fixture.js';

/** An app whose location has a token that has expired; the next one has not. */
export async function createExpired(options: Parameters<typeof createApp>[0] = {}): Promise<App> {
  const app = await createApp(options);
  app.highLevel.lifetime = 0;
  await app.install({ companyId: COMPANY, locationId: LOCATION });
  app.highLevel.lifetime = 86_399;
  return app;
}

/** An app with an instance that got no answer after HighLevel had used its refresh token up, and is not seen again. */
export async function createUnfinished(): Promise<App> {
  const app = await createExpired();
  let isLost = true;
  app.highLevel.beforeAnswer = () => {
    if (!isLost) return;
    isLost = false;
    throw new TypeError('The connection was lost.');
  };
  expect(await rejection(app.another().getToken({ locationId: LOCATION }))).toMatchObject({ code: 'network_error' });
  return app;
}
