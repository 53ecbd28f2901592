// node demo/proxy/node.js: listens at HOST and PORT.
import { env } from 'node:process';
import { createProxyHandler, sessionAuthorize } from 'ghl-social-connect/proxy';
import { serve } from 'srvx';

serve({
  fetch: createProxyHandler({
    authorize: sessionAuthorize({ key: env.SESSION_KEY ?? '' }),
    getToken: () => env.GHL_TOKEN ?? '',
    allowedOrigins: [env.PAGE_ORIGIN ?? ''],
  }),
});
