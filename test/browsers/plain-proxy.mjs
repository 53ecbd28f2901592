import { allowOrigin } from './cors.mjs';

/** Forwards requests with the token, the version and CORS headers added: as much as a web server's configuration can do. */
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
