import type { Random } from '../random.js';

/** A HighLevel token that must never come out of the proxy. */
export const TOKEN = 'pit-canary-0123456789abcdef';
export const SIGN_IN_URL = 'https://www.facebook.com/dialog/oauth?client_id=1&state=2';

const ACCOUNT = { id: 'listed-1', oauthId: '65f1a2b3c4d5e6f708192a3b', platform: 'facebook', name: 'One' };

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers });

/** HighLevel on a good day. */
function answerWell({ method, url }: Request): Response {
  const { pathname } = new URL(url);
  if (pathname.endsWith('/start')) return new Response(null, { status: 302, headers: { Location: SIGN_IN_URL } });
  if (method === 'POST') return json({ success: true, results: { oldId: 'listed-1', name: 'One' } }, 201);
  if (method === 'DELETE') return json({ success: true, results: { id: 'listed-1' } });
  return json({ success: true, results: pathname.includes('/oauth/') ? { pages: [] } : { accounts: [ACCOUNT] } });
}

const redirect = (location: string, status = 302) => new Response(null, { status, headers: { Location: location } });

/** A body that ends in the middle. */
const breakOff = () =>
  new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"success":true,"results":{'));
        controller.error(new TypeError('terminated'));
      },
    }),
  );

/** HighLevel, or something in front of it, that answers anything, and repeats the token in any way. */
const HOSTILE: readonly ((random: Random) => Response | Promise<Response>)[] = [
  ({ pick }) =>
    redirect(pick(['javascript:alert(1)', '//evil.example', 'http://www.facebook.com/', '/', '', 'data:,'])),
  () => redirect(`https://www.facebook.com/?t=${TOKEN}`),
  () => redirect(`https://www.facebook.com/?t=${btoa(TOKEN)}`),
  () => redirect(`https://www.facebook.com/?t=${[...TOKEN].map((l) => `%${l.charCodeAt(0).toString(16)}`).join('')}`),
  () => redirect(`https://www.facebook.com/?t=${TOKEN.slice(0, 9)}\t${TOKEN.slice(9)}`),
  () => redirect(`https://${TOKEN}.facebook.com/`),
  () => redirect(`https://www.facebook.com/${'a'.repeat(20_000)}`),
  ({ pick }) => redirect(SIGN_IN_URL, pick([301, 303, 307, 308])),
  ({ pick }) => new Response('<html>Blocked</html>', { status: pick([200, 401, 403, 404, 429, 500, 503]) }),
  ({ pick }) => new Response(TOKEN, { status: pick([200, 400, 401, 403, 404, 422, 500]) }),
  ({ pick }) => new Response(null, { status: pick([204, 205, 304]) }),
  ({ pick }) => json({ message: `Bearer ${TOKEN}`, error: TOKEN }, pick([400, 401, 403, 404, 422, 429, 500, 599])),
  ({ pick }) => json({ message: 'Slow down' }, 429, { 'Retry-After': pick(['-1', '1e99', 'never', '0', TOKEN]) }),
  ({ pick }) => json({ success: true, results: pick([null, [], 'text', 7, { accounts: 7 }, { pages: {} }]) }),
  ({ pick }) => json(pick([null, [], 'text', 7, {}, { success: false }, { results: {} }])),
  () =>
    json({ success: true, results: { accounts: [{ ...ACCOUNT, name: TOKEN }], pages: [{ id: '1', name: TOKEN }] } }),
  () => json({ success: true, results: { accounts: [{ ...ACCOUNT, avatar: `https://x.example/${btoa(TOKEN)}` }] } }),
  () =>
    json({ success: true, results: { accounts: [null, 7, [], { id: {} }, { ...ACCOUNT, platform: '__proto__' }] } }),
  () => new Response('{"success":true,"results":{"__proto__":{"accounts":[]},"constructor":1}}'),
  () => new Response('{"success":true,"results":'),
  () => new Response(`{"message":"${TOKEN.replace('p', '\\u0070')}"}`, { status: 400 }),
  () => new Response(new Uint8Array([0xff, 0xfe, 0x00])),
  () => json({ success: true, results: {} }, 200, { 'Set-Cookie': `t=${TOKEN}`, 'X-Token': TOKEN }),
  breakOff,
  () => Promise.reject(new TypeError('fetch failed')),
  () => Promise.reject(new TypeError(`fetch failed: ${TOKEN}`)),
];

/** What HighLevel answers to whatever the proxy asks. */
export function createAnswer(isHostile: boolean, random: Random): (request: Request) => Response | Promise<Response> {
  if (!isHostile) return answerWell;
  const answer = random.pick(HOSTILE);
  return () => answer(random);
}
