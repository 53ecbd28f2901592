import { vi, type Mock } from 'vitest';
import { createEntryAt, daysAfter } from './list-entry.js';

/** The present in the tests of accounts. */
export const NOW = Date.parse('2026-11-26T12:00:00Z');
export const inDays = (days: number): string => daysAfter(NOW, days);
export const createEntry = (id: string, fields?: Record<string, unknown>) => createEntryAt(NOW, id, fields);

export const createList = (entries: unknown[], results: Record<string, unknown> = {}) => ({
  success: true,
  statusCode: 200,
  message: 'Fetched Accounts',
  results: { accounts: entries, ...results },
});

/** A proxy that keeps a list, and counts what it is asked. */
export interface FakeProxy {
  entries: unknown[];
  readonly requests: string[];
  /** Called before each response; its response replaces the proxy's. */
  intercept: ((method: string, path: string) => Response | Promise<Response> | undefined) | undefined;
  readonly fetch: Mock<typeof fetch>;
}

export function createFakeProxy(entries: unknown[], results: Record<string, unknown> = {}): FakeProxy {
  const proxy: FakeProxy = {
    entries,
    requests: [],
    intercept: undefined,
    fetch: vi.fn<typeof fetch>(async (input, init) => {
      const { pathname } = new URL(String(input));
      const method = init?.method ?? 'GET';
      proxy.requests.push(`${method} ${pathname}`);
      const replaced = await proxy.intercept?.(method, pathname);
      if (init?.signal?.aborted) throw init.signal.reason;
      if (replaced) return replaced;
      if (method === 'DELETE') {
        const id = pathname.split('/').at(-1)!;
        const known = proxy.entries.some((entry) => (entry as { id: string }).id === id);
        proxy.entries = proxy.entries.filter((entry) => (entry as { id: string }).id !== id);
        if (!known)
          return Response.json({ error: { code: 'not_found', message: 'No such account.' } }, { status: 404 });
        return Response.json({ ...createList([]), receipt: `receipt-of-${id}` });
      }
      return Response.json(createList(proxy.entries, results));
    }),
  };
  return proxy;
}

export const refuse = (status: number, code: string): Response =>
  Response.json({ error: { code, message: 'Refused.' } }, { status });
