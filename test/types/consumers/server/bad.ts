import { generateKeyPairSync } from 'node:crypto';
import { createProxyHandler, createSessionToken, sessionAuthorize } from 'ghl-social-connect/proxy';
import { createSimulator } from 'ghl-social-connect/simulator';

const session = { locationId: 'LOCATION_ID', userId: 'USER_ID' };
const { publicKey } = generateKeyPairSync('ed25519');

createProxyHandler({ authorize: () => session, getToken: () => 0 /* wrong */ });
createProxyHandler({ getToken: () => '' }); // wrong: anybody could choose the location
createProxyHandler({ authorize: sessionAuthorize({ key: publicKey /* wrong: a KeyObject */ }), getToken: () => '' });
export const token = createSessionToken(session, { key: 32 /* wrong */ });
export const simulator = createSimulator({ scenario: 'wrong' });
export const page = document; // wrong: there is none
