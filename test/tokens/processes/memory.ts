// Measures what 10 000 locations cost a process: node --expose-gc memory.mjs. Prints JSON, with bytes and milliseconds.
import { createMemoryStore } from '../../../src/store/index.js';
import { createAppTokens } from '../../../src/tokens/index.js';
import { CLIENT_ID, CLIENT_SECRET, ObservedHighLevel } from '../observed-highlevel.js';
import { ENCRYPTION_KEY } from './settings.js';

const LOCATIONS = 10_000;
const MORE_LOCATIONS = 3_000;

/** Collects until nothing more is given back: what a promise held is garbage some turns of the event loop later. */
async function readHeap(): Promise<number> {
  let [before, now] = [Infinity, process.memoryUsage().heapUsed];
  while (now < before - 50_000) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 100));
    (globalThis as { gc?: () => void }).gc?.();
    now = process.memoryUsage().heapUsed;
  }
  return now;
}

const highLevel = new ObservedHighLevel();
const store = createMemoryStore();
const options = {
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  encryptionKey: ENCRYPTION_KEY,
  redirectUri: 'https://app.example/oauth/callback',
  store,
  upstream: 'https://highlevel.example',
  fetch: (input: RequestInfo | URL, init?: RequestInit) => highLevel.fetch(new Request(input, init)),
};
const installer = createAppTokens(options);
const ids = Array.from({ length: LOCATIONS + MORE_LOCATIONS }, (_, index) => `location${index}`);
for (const locationId of ids) {
  const state = new URL(await installer.installUrl()).searchParams.get('state') ?? '';
  const query = new URLSearchParams({ code: await highLevel.install({ companyId: 'company', locationId }), state });
  await installer.fetch(new Request(`https://app.example/oauth/callback?${query}`));
}
highLevel.requests.length = 0;

const startedAt = performance.now();
const tokens = createAppTokens(options);
await tokens.getToken({ locationId: ids[0]! });
const startUp = performance.now() - startedAt;
await tokens.recover();

const before = await readHeap();
for (const locationId of ids.slice(0, LOCATIONS)) await tokens.getToken({ locationId });
const full = await readHeap();
for (const locationId of ids.slice(LOCATIONS)) await tokens.getToken({ locationId });
const overfull = await readHeap();
// Used once more, so that it is not garbage before.
await tokens.recover();
const toBytes = (heap: number) => Math.round((heap - before) / LOCATIONS);
process.stdout.write(
  JSON.stringify({ startUp, bytesPerLocation: toBytes(full), withMoreLocations: toBytes(overfull) }),
);
