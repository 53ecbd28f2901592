import { afterEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE_MS } from '../../browsers/find-browsers.mjs';
import {
  verifyReceipt,
  type AuditEntry,
  type ConfirmedFact,
  type Hooks,
  type LogEntry,
} from '../../../src/proxy/index.js';
import {
  ACCOUNT_ID,
  attachRequest,
  CANARY,
  createFixture,
  createGate,
  createRequest,
  DETAILS,
  DETAILS_RESPONSE,
  FULL_SESSION,
  jsonResponse,
  KEY,
  LIST,
  LOCATION,
  readError,
  SESSION,
  startRequest,
  USER,
} from '../fixture.js';

afterEach(() => {
  vi.useRealTimers();
});

const LISTED = { id: 'listed-1', oauthId: 'login-1', platform: 'facebook', name: 'One' };

function answer({ method, url }: Request): Response {
  if (method === 'POST') return jsonResponse({ success: true, results: { oldId: 'listed-1', name: 'One' } }, 201);
  if (method === 'DELETE') return jsonResponse({ success: true, results: { id: 'listed-1' } });
  if (url.endsWith('/accounts')) return jsonResponse({ success: true, results: { accounts: [LISTED] } });
  return jsonResponse(DETAILS_RESPONSE);
}

const BASE = { locationId: LOCATION, userId: USER, platform: 'facebook' };
const FACTS: readonly [keyof Hooks, () => Request, object][] = [
  ['connected', () => createRequest(DETAILS), { ...BASE, action: 'connect', loginId: ACCOUNT_ID }],
  [
    'reconnected',
    () => createRequest(`${DETAILS}?reconnect=true`),
    { ...BASE, action: 'reconnect', loginId: ACCOUNT_ID },
  ],
  [
    'attached',
    () => attachRequest(),
    { ...BASE, action: 'attach', loginId: ACCOUNT_ID, accountId: 'listed-1', name: 'One' },
  ],
  [
    'disconnected',
    () => createRequest(`${LIST}/listed-1`, { method: 'DELETE' }),
    { ...BASE, action: 'disconnect', loginId: 'login-1', accountId: 'listed-1', name: 'One' },
  ],
];

function createHooks() {
  const called: [string, ConfirmedFact][] = [];
  const hookOf = (name: string) => (fact: ConfirmedFact) => void called.push([name, fact]);
  const on: Hooks = {
    connected: hookOf('connected'),
    attached: hookOf('attached'),
    reconnected: hookOf('reconnected'),
    disconnected: hookOf('disconnected'),
  };
  return { on, called };
}

describe('the hook', () => {
  it.each(FACTS)('%s is called once with the fact', async (name, create, fact) => {
    const { on, called } = createHooks();
    expect((await createFixture({ on }, answer).handle(create())).ok).toBe(true);
    expect(called).toEqual([[name, fact]]);
  });

  it.each(FACTS)('%s gets the receipt that the browser gets', async (_name, create, fact) => {
    const { on, called } = createHooks();
    const { handle } = createFixture({ on, receiptKey: KEY }, answer);
    const { receipt } = (await (await handle(create())).json()) as { receipt: string };
    expect(called[0]?.[1]).toEqual({ ...fact, receipt });
    expect(await verifyReceipt(receipt, { key: KEY, locationId: LOCATION })).toMatchObject(fact);
  });

  it.each(FACTS)('%s runs before the browser gets the response', async (name, create) => {
    const order: string[] = [];
    const hook = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push('hook');
    };
    await createFixture({ on: { [name]: hook } }, answer).handle(create());
    order.push('response');
    expect(order).toEqual(['hook', 'response']);
  });

  it.each(FACTS)('%s is not called for what HighLevel or the session refuses', async (_name, create) => {
    const { on, called } = createHooks();
    await createFixture({ on }, () => jsonResponse({ message: 'no' }, 404)).handle(create());
    await createFixture({ on, authorize: () => ({ ...SESSION, can: [] }) }, answer).handle(create());
    await createFixture({ on, authorize: () => undefined }, answer).handle(create());
    expect(called).toEqual([]);
  });

  it.each(FACTS)('%s changes nothing when it fails: onError hears of it', async (name, create) => {
    const failure = new Error('The database is down.');
    for (const hook of [
      () => {
        throw failure;
      },
      () => Promise.reject(failure),
    ]) {
      const errors: unknown[] = [];
      const { handle, log } = createFixture({ on: { [name]: hook }, onError: (cause) => errors.push(cause) }, answer);
      const response = await handle(create());
      expect(response.ok).toBe(true);
      expect(await response.text()).not.toContain('database');
      expect(errors).toEqual([failure]);
      expect(log[0]?.code).toBeUndefined();
    }
  });

  it.each(FACTS)(
    '%s is awaited, and its failure told, even if the visitor leaves in the meantime',
    async (name, create) => {
      const failure = new Error('The database is down.');
      const visitor = new AbortController();
      const done = createGate();
      const errors: unknown[] = [];
      const hook = async () => {
        visitor.abort();
        await done.promise;
        throw failure;
      };
      const { handle, log } = createFixture({ on: { [name]: hook }, onError: (cause) => errors.push(cause) }, answer);
      const response = handle(new Request(create(), { signal: visitor.signal }));
      await vi.waitFor(() => expect(visitor.signal.aborted).toBe(true), PATIENCE_MS);
      // Whoever did not wait for the hook would have responded by now.
      await new Promise((resolve) => setTimeout(resolve));
      expect(log).toEqual([]);
      done.open();
      expect((await response).ok).toBe(true);
      expect(errors).toEqual([failure]);
    },
  );

  it('may use the others, and be the method of a class', async () => {
    const { on, called } = createHooks();
    const { connected } = on;
    const literal: Hooks = {
      connected,
      reconnected(fact) {
        return this.connected?.(fact);
      },
    };
    class Instance implements Hooks {
      readonly #hook = connected;
      reconnected(fact: ConfirmedFact): void {
        this.#hook?.(fact);
      }
    }
    for (const hooks of [literal, new Instance()]) {
      await createFixture({ on: hooks }, answer).handle(createRequest(`${DETAILS}?reconnect=true`));
    }
    expect(called.map(([, { action }]) => action)).toEqual(['reconnect', 'reconnect']);
  });

  it('does not hold the response for longer than `timeout`', async () => {
    vi.useFakeTimers();
    const errors: unknown[] = [];
    // Time passes only once the hook runs.
    const attached = () => {
      void vi.advanceTimersByTimeAsync(30);
      return new Promise(() => undefined);
    };
    const { handle } = createFixture({ on: { attached }, timeout: 30, onError: (cause) => errors.push(cause) }, answer);
    const response = await handle(attachRequest());
    expect(response.status).toBe(201);
    expect(String(errors[0])).toContain('Not done after 30 ms');
  });

  it.each<[string, unknown]>([
    ['a function', () => undefined],
    ['null', null],
    ['a list', []],
    ['an unknown hook', { connect: () => undefined }],
    ['a hook that is a text', { connected: 'save' }],
  ])('must be one of four functions: %s is refused', (_title, on) => {
    expect(() => createFixture({ on: on as Hooks })).toThrow('`on` must be an object of functions');
  });

  it('may be left out', () => {
    expect(() => createFixture({ on: { connected: undefined } as never })).not.toThrow();
  });
});

describe('`audit`', () => {
  function createAudited(options: Parameters<typeof createFixture>[0] = {}, respond = answer) {
    const entries: AuditEntry[] = [];
    const fixture = createFixture({ audit: (entry) => entries.push(entry), ...options }, respond);
    return { ...fixture, entries };
  }
  const WHO = { userId: USER, locationId: LOCATION };

  it.each<[string, () => Request, object]>([
    ['start', () => startRequest(), { platform: 'facebook' }],
    ['details', () => createRequest(DETAILS), { platform: 'facebook', loginId: ACCOUNT_ID }],
    ['attach', () => attachRequest(), { platform: 'facebook', loginId: ACCOUNT_ID, accountId: 'listed-1' }],
    ['list', () => createRequest(LIST), {}],
    [
      'disconnect',
      () => createRequest(`${LIST}/listed-1`, { method: 'DELETE' }),
      { platform: 'facebook', loginId: 'login-1', accountId: 'listed-1' },
    ],
  ])('says who did what, and what came of it: %s', async (action, create, target) => {
    const respond = (request: Request) =>
      request.url.includes('/start')
        ? new Response(null, { status: 302, headers: { Location: 'https://www.facebook.com/' } })
        : answer(request);
    const { handle, entries, log } = createAudited({}, respond);
    const { status } = await handle(create());
    expect(entries).toEqual([
      {
        requestId: expect.stringMatching(/^[\da-f-]{36}$/),
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        ...WHO,
        action,
        ...target,
        result: 'done',
        status,
      },
    ]);
    expect(log[0]?.requestId).toBe(entries[0]?.requestId);
  });

  it.each<[string, Parameters<typeof createFixture>[0], (() => Response) | undefined, object]>([
    [
      'a missing permission',
      { authorize: () => ({ ...SESSION, can: [] }) },
      undefined,
      { result: 'refused', status: 403, code: 'forbidden' },
    ],
    [
      'another location',
      { authorize: () => ({ ...FULL_SESSION, locationId: 'loc2' }) },
      undefined,
      { locationId: 'loc2', result: 'refused', status: 403 },
    ],
    [
      'the rate limit',
      { rateLimit: { take: () => 5 } },
      undefined,
      { result: 'refused', status: 429, code: 'rate_limited' },
    ],
    [
      'HighLevel’s refusal',
      {},
      () => jsonResponse({ message: 'no' }, 404),
      { result: 'refused', status: 404, code: 'not_found' },
    ],
    ['HighLevel’s failure', {}, () => jsonResponse({}, 500), { result: 'failed', status: 502, code: 'upstream_error' }],
  ])('says what was refused or failed: %s', async (_title, options, respond, expected) => {
    const { handle, entries } = createAudited(options, respond ?? answer);
    await handle(createRequest(DETAILS));
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ ...WHO, action: 'details', loginId: ACCOUNT_ID, ...expected });
  });

  it('is not called for a request without a session', async () => {
    const { handle, entries } = createAudited({ authorize: () => undefined });
    for (const request of [createRequest(DETAILS), createRequest('/health'), createRequest('/nowhere')])
      await handle(request);
    expect(entries).toEqual([]);
  });

  it('contains no token, no receipt and no key', async () => {
    const { handle, entries } = createAudited({ receiptKey: KEY });
    const { receipt } = (await (await handle(createRequest(DETAILS))).json()) as { receipt: string };
    const text = JSON.stringify(entries);
    for (const secret of [CANARY, KEY, receipt]) expect(text).not.toContain(secret);
  });

  it('changes nothing when it fails: onError hears of it', async () => {
    const failure = new Error('The audit log is full.');
    for (const audit of [
      () => {
        throw failure;
      },
      () => Promise.reject(failure),
    ]) {
      const errors: [unknown, LogEntry][] = [];
      const { handle } = createFixture({ audit, onError: (cause, entry) => errors.push([cause, entry]) }, answer);
      const response = await handle(createRequest(DETAILS));
      expect(response.status).toBe(200);
      await vi.waitFor(() => expect(errors[0]?.[0]).toBe(failure), PATIENCE_MS);
    }
  });

  it('must be a function', () => {
    expect(() => createFixture({ audit: true as never })).toThrow('`audit` must be a function');
  });
});

describe('a proxy without receipts, hooks and audit', () => {
  it('disconnects with one request', async () => {
    const { handle, calls } = createFixture({}, answer);
    expect((await handle(createRequest(`${LIST}/listed-1`, { method: 'DELETE' }))).status).toBe(200);
    expect(calls.map(({ method }) => method)).toEqual(['DELETE']);
    const failing = createFixture({}, () => jsonResponse({ message: 'no' }, 404));
    expect((await readError(await failing.handle(createRequest(`${LIST}/x`, { method: 'DELETE' })))).code).toBe(
      'not_found',
    );
  });
});
