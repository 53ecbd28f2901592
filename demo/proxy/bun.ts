// bun demo/proxy/bun.ts
import { env } from 'node:process';
import { createProxyHandler, sessionAuthorize } from 'ghl-social-connect/proxy';

export default {
  hostname: env.PROXY_HOST ?? 'localhost',
  port: env.PORT,
  fetch: createProxyHandler({
    authorize: sessionAuthorize({ key: env.SESSION_KEY ?? '' }),
    getToken: () => env.GHL_TOKEN ?? '',
    allowedOrigins: [env.PAGE_ORIGIN ?? ''],
  }),
};
