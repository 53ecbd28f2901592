import type { FetchHandler } from './listen.js';

/**
 * The part of a host's backend that says who is signed in. Here that is always the same person; a real backend reads
 * its own session. Only the page itself may ask: a token in other hands could start sign-ins.
 *
 * @param createToken Mints a token for the person.
 */
export function createSessionIssuer(createToken: () => Promise<string>): FetchHandler {
  return async (request) => {
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
    if (request.headers.get('Sec-Fetch-Site') !== 'same-origin') return new Response(null, { status: 403 });
    return new Response(await createToken(), {
      headers: { 'Cache-Control': 'no-store', 'Content-Type': 'text/plain; charset=utf-8' },
    });
  };
}
