// app/api/highlevel/[...path]/route.ts of a Next application.
import { env } from 'node:process';
import { createProxyHandler, sessionAuthorize } from 'ghl-social-connect/proxy';

const proxy = createProxyHandler({
  authorize: sessionAuthorize({ key: env.SESSION_KEY ?? '' }),
  getToken: () => env.GHL_TOKEN ?? '',
  allowedOrigins: [env.PAGE_ORIGIN ?? ''],
});

export { proxy as DELETE, proxy as GET, proxy as OPTIONS, proxy as POST };
