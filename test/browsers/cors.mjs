/** Lets pages of `origin` read the response, and send the headers that the element sends. */
export function allowOrigin(response, origin) {
  const headers = new Headers(response.headers);
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
  headers.set('Access-Control-Allow-Headers', 'Authorization, Content-Type, X-GHL-Connect');
  headers.set('Access-Control-Expose-Headers', 'Retry-After');
  return new Response(response.body, { status: response.status, headers });
}
