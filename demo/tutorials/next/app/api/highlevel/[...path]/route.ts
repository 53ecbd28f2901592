import { env } from 'node:process';
import { createProxyHandler } from 'ghl-social-connect/proxy';
import { findPerson } from '../../../../lib/person';

let proxy: ((request: Request) => Promise<Response>) | undefined;

/** Creates the proxy with the first request: `next build` loads this module too, without the secrets. */
function handle(request: Request): Promise<Response> {
  proxy ??= createProxyHandler({
    authorize: findPerson,
    getToken: () => env.GHL_TOKEN ?? '',
    receiptKey: env.RECEIPT_KEY ?? '',
    // Without it, nothing says why a request failed.
    onError: (cause) => console.error(cause),
    ...(env.GHL_UPSTREAM && { upstream: env.GHL_UPSTREAM }),
  });
  return proxy(request);
}

export { handle as DELETE, handle as GET, handle as POST };
