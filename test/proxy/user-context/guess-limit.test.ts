import { describe, expect, it, vi } from 'vitest';
import { BODY, createFixture, encrypt } from './session-fixture.js';
import { AGENCY_PAYLOAD, LOCATION_PAYLOAD } from './vectors.js';

/** Changes a bit of the first encrypted block, so that the text begins with 16 random bytes. */
function changeBit(payload: string, bit: number): string {
  const bytes = Buffer.from(payload, 'base64');
  bytes[16 + ((bit >> 3) % 16)]! ^= 1 << (bit & 7);
  return bytes.toString('base64');
}

describe('the limit of guesses', () => {
  it('stops processing guesses with one salt after 30 refusals, and goes on later', async () => {
    vi.useFakeTimers();
    try {
      const { exchange, isInstalled } = createFixture();
      const statuses = new Set<number>();
      for (let bit = 0; bit < 40; bit += 1) {
        statuses.add((await exchange({ ...BODY, payload: changeBit(LOCATION_PAYLOAD, bit) })).status);
      }
      expect([...statuses]).toEqual([401, 429]);
      const blocked = await exchange();
      expect(blocked.status).toBe(429);
      expect(Number(blocked.headers.get('Retry-After'))).toBeGreaterThan(0);
      expect(isInstalled).not.toHaveBeenCalled();
      vi.advanceTimersByTime(11_000);
      expect((await exchange()).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['another parent page', {}, { parentOrigin: 'https://evil.example' }],
    ['the agency view', {}, { payload: AGENCY_PAYLOAD }],
    ['an app that is not installed', { isInstalled: () => false }, {}],
    ['a location for which isInstalled throws', { isInstalled: () => Promise.reject(new Error('unknown')) }, {}],
  ])('counts a refusal for %s', async (_title, userContext, body) => {
    const { exchange } = createFixture(userContext);
    let last: Response | undefined;
    for (let count = 0; count < 32; count += 1) last = await exchange({ ...BODY, ...body });
    expect(last?.status).toBe(429);
  });

  it('processes no more guesses if they are made at the same time', async () => {
    const { exchange } = createFixture();
    const guesses = Array.from({ length: 200 }, (_, bit) =>
      exchange({ ...BODY, payload: changeBit(LOCATION_PAYLOAD, bit) }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(60);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(140);
  });

  it('processes few more of them if they arrive at the same time again and again', async () => {
    vi.useFakeTimers();
    try {
      const { exchange } = createFixture();
      let processed = 0;
      for (let second = 0; second < 10; second += 1) {
        const guesses = Array.from({ length: 30 }, (_, bit) =>
          exchange({ ...BODY, payload: changeBit(LOCATION_PAYLOAD, bit + second) }),
        );
        processed += (await Promise.all(guesses)).filter(({ status }) => status === 401).length;
        vi.advanceTimersByTime(1_000);
      }
      expect(processed).toBeGreaterThan(0);
      expect(processed).toBeLessThanOrEqual(60);
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not count what begins like no payload, of which nothing is ever accepted', async () => {
    const { exchange } = createFixture();
    const statuses = new Set<number>();
    for (let count = 0; count < 40; count += 1) {
      statuses.add((await exchange({ ...BODY, payload: `x${LOCATION_PAYLOAD}` })).status);
    }
    expect([...statuses]).toEqual([401]);
  });

  it('closes the route to nobody else: bad payloads of others, in any number, change nothing', async () => {
    const { exchange } = createFixture();
    for (let count = 0; count < 100; count += 1) {
      expect((await exchange({ ...BODY, payload: encrypt({}, `guess-${count}`) })).status).toBe(401);
    }
    for (let count = 0; count < 40; count += 1) await exchange({ ...BODY, payload: '' });
    const another = encrypt({});
    for (let bit = 0; bit < 40; bit += 1) await exchange({ ...BODY, payload: changeBit(another, bit) });
    expect((await exchange()).status).toBe(200);
    expect((await exchange({ ...BODY, payload: another })).status).toBe(429);
  });

  it('does not count people who open the app', async () => {
    const { exchange } = createFixture();
    for (let count = 0; count < 60; count += 1) expect((await exchange()).status).toBe(200);
  });
});
