// node demo/proxy/node.js
import { env } from 'node:process';
import { createProxyHandler, sessionAuthorize } from 'ghl-social-connect/proxy';
import { serve } from 'srvx';

serve({
  hostname: env.PROXY_HOST ?? 'localhost',
  fetch: createProxyHandler({
    authorize: sessionAuthorize({ key: env.SESSION_KEY ?? '' }),
    getToken: () => env.GHL_TOKEN ?? '',
    allowedOrigins: [env.PAGE_ORIGIN ?? ''],
  }),
});
