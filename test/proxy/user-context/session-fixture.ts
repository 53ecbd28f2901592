import { vi } from 'vitest';
import { createProxyHandler, type LogEntry, type ProxyOptions } from '../../../src/proxy/index.js';
import { createRequest, jsonResponse, KEY, PROXY } from '../fixture.js';
import { encryptPayload } from './encrypt.js';
import { CONTEXT, LOCATION_ID, LOCATION_PAYLOAD, SECRET } from './vectors.js';

export const PARENT = 'https://app.gohighlevel.com';
export const BODY = { payload: LOCATION_PAYLOAD, parentOrigin: PARENT };

/** A proxy with `userContext`, and a page that exchanges what HighLevel gave to it. */
export function createFixture(userContext: Record<string, unknown> = {}, options: Partial<ProxyOptions> = {}) {
  const log: LogEntry[] = [];
  const errors: unknown[] = [];
  const isInstalled = vi.fn<(place: unknown) => boolean>(() => true);
  const upstream = vi.fn<typeof fetch>(() =>
    Promise.resolve(jsonResponse({ success: true, results: { accounts: [] } })),
  );
  const handle = createProxyHandler({
    userContext: { sharedSecret: SECRET, key: KEY, isInstalled, ...userContext } as never,
    getToken: () => 'highlevel-token',
    fetch: upstream,
    log: (entry) => log.push(entry),
    onError: (cause) => errors.push(cause),
    ...options,
  });
  const exchange = (body: unknown = BODY, init: RequestInit = {}) =>
    handle(
      createRequest('/highlevel/session', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { Origin: PROXY },
        ...init,
      }),
    );
  return { handle, exchange, log, errors, isInstalled, upstream };
}

export type SessionBody = { token: string; expiresIn: number; locationId: string; userId: string };
export const readSession = async (response: Response) => (await response.json()) as SessionBody;
export const readError = async (response: Response) =>
  ((await response.json()) as { error: { code: string; message: string } }).error;

/** A user context with `fields`, as HighLevel encrypts it. */
export const encrypt = (fields: Record<string, unknown>, secret = SECRET) =>
  encryptPayload(JSON.stringify({ ...CONTEXT, activeLocation: LOCATION_ID, ...fields }), secret);
