// deno serve --allow-env --allow-net demo/proxy/deno.ts
import { env } from 'node:process';
import { createProxyHandler, sessionAuthorize } from 'ghl-social-connect/proxy';

export default {
  fetch: createProxyHandler({
    authorize: sessionAuthorize({ key: env.SESSION_KEY ?? '' }),
    getToken: () => env.GHL_TOKEN ?? '',
    allowedOrigins: [env.PAGE_ORIGIN ?? ''],
  }),
};
