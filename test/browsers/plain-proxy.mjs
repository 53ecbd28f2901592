import { allowOrigin } from './cors.mjs';

/** What a web server's configuration can do: pass a request on with the token and the version added, and add CORS. */
export function createPlainProxy(port, highLevel) {
  const pageOrigin = `http://localhost:${port}`;
  return async (request) => {
    if (request.method === 'OPTIONS') return allowOrigin(new Response(null, { status: 204 }), pageOrigin);
    const { url, method } = request;
    const body = method === 'GET' ? undefined : await request.text();
    const headers = new Headers(request.headers);
    headers.set('Authorization', 'Bearer pit-simulated-0123456789abcdef');
    headers.set('Version', 'v3');
    return allowOrigin(await highLevel(new Request(url, { method, headers, body })), pageOrigin);
  };
}
