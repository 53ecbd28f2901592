import { generateKeyPairSync, webcrypto } from 'node:crypto';
import {
  createProxyHandler,
  createRateLimit,
  createSessionToken,
  sessionAuthorize,
  verifySessionToken,
  type ProxyOptions,
  type SessionKey,
} from 'ghl-social-connect/proxy';
import { createSimulator, SCENARIOS } from 'ghl-social-connect/simulator';

const session = { locationId: 'LOCATION_ID', userId: 'USER_ID' };

/** As in the README, with `Request` and `Response` as Node's own types have them. */
export const proxy: (request: Request) => Promise<Response> = createProxyHandler({
  authorize: sessionAuthorize({ key: process.env.SESSION_KEY ?? '' }),
  getToken: () => process.env.GHL_TOKEN ?? '',
  allowedOrigins: ['https://app.example'],
  rateLimit: createRateLimit(),
  log: ({ route, status }) => console.log(route, status),
});

const userContext = {
  sharedSecret: 'SHARED_SECRET',
  key: 'a-secret-that-is-32-bytes-or-longer',
  isInstalled: () => true,
};

/** Each way to say who sends a request, and a part of the options that is completed later. */
export const inside = createProxyHandler({ userContext, getToken: ({ locationId }) => locationId });
export const both = createProxyHandler({
  userContext,
  authorize: (request) => (request.headers.has('Cookie') ? session : undefined),
  getToken: (_session, { refresh }) => (refresh ? 'new' : 'old'),
});
const shared: Partial<ProxyOptions> = { allowedOrigins: ['https://app.example'] };
export const completed = createProxyHandler({ ...shared, authorize: () => session, getToken: () => '' });

/** Each kind of key, as Node makes it. */
export async function makeKeys(): Promise<readonly SessionKey[]> {
  const { publicKey } = generateKeyPairSync('ed25519');
  const jwk = publicKey.export({ format: 'jwk' });
  const raw = Buffer.from(jwk.x ?? '', 'base64url');
  const imported = await webcrypto.subtle.importKey('raw', raw, 'Ed25519', true, ['verify']);
  const secret = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  return [imported, secret, 'a-secret-that-is-32-bytes-or-longer', crypto.getRandomValues(new Uint8Array(32)), jwk];
}

export async function mint(key: SessionKey): Promise<string> {
  const token = await createSessionToken(session, { key });
  await verifySessionToken(token, { key });
  return token;
}

const simulator = createSimulator({ scenario: 'details-429' });
export const answer: Promise<Response> = simulator.fetch(new Request('https://highlevel.example/'));
export const scenarios = Object.keys(SCENARIOS);
