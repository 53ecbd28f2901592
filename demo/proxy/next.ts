// app/api/highlevel/[...path]/route.ts of a Next application.
import { env } from 'node:process';
import { createProxyHandler, sessionAuthorize } from 'ghl-social-connect/proxy';

let proxy: ((request: Request) => Promise<Response>) | undefined;

/** Creates the proxy with the first request: `next build` loads this module too, without the secrets. */
function handle(request: Request): Promise<Response> {
  proxy ??= createProxyHandler({
    authorize: sessionAuthorize({ key: env.SESSION_KEY ?? '' }),
    getToken: () => env.GHL_TOKEN ?? '',
    allowedOrigins: env.PAGE_ORIGIN ? [env.PAGE_ORIGIN] : [],
  });
  return proxy(request);
}

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as POST };
