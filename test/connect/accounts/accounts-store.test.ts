import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createAccountsStore, type AccountsStoreOptions } from '../../../src/connect/accounts/accounts-store.js';
import { pollute } from '../../hostile/pollute.js';
import { createEntry, createFakeProxy, inDays, NOW, refuse } from './list-fixture.js';

let visibility: { state: DocumentVisibilityState; listeners: Set<() => void> };

function setVisibility(state: DocumentVisibilityState): void {
  visibility.state = state;
  for (const listener of [...visibility.listeners]) listener();
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  visibility = { state: 'visible', listeners: new Set() };
  vi.stubGlobal('document', {
    baseURI: 'https://app.example/',
    get visibilityState() {
      return visibility.state;
    },
    addEventListener: (_type: string, listener: () => void) => visibility.listeners.add(listener),
    removeEventListener: (_type: string, listener: () => void) => visibility.listeners.delete(listener),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open: (() => void)[] = [];
afterEach(() => open.splice(0).forEach((stop) => stop()));

function createStore(proxy: { fetch: typeof fetch }, options: Partial<AccountsStoreOptions> = {}) {
  const store = createAccountsStore({ proxyUrl: 'https://proxy.example/', fetch: proxy.fetch, ...options });
  return {
    ...store,
    subscribe(listener: () => void = () => undefined) {
      const stop = store.subscribe(listener);
      open.push(stop);
      return stop;
    },
  };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('createAccountsStore', () => {
  it('loads with the first subscription, and not before', async () => {
    const proxy = createFakeProxy([createEntry('a'), createEntry('b', { isExpired: true })]);
    const store = createStore(proxy);
    expect(store.getSnapshot()).toMatchObject({ state: 'loading', accounts: [], total: 0 });
    await settle();
    expect(proxy.requests).toEqual([]);
    store.subscribe();
    await settle();
    expect(proxy.requests).toEqual(['GET /social-media-posting/-/accounts']);
    expect(store.getSnapshot()).toMatchObject({ state: 'ready', total: 2, actionRequired: 1, loadedAt: NOW });
  });

  it('compares with the clock, and not with a time on Object.prototype', async () => {
    onTestFinished(pollute({ now: NOW - 90 * 86_400_000 }));
    const store = createStore(createFakeProxy([createEntry('a', { expire: inDays(3) })]));
    store.subscribe();
    await settle();
    expect(store.getSnapshot().accounts[0]!.status).toBe('expiring');
  });

  it('returns the same snapshot until something changes', async () => {
    const store = createStore(createFakeProxy([createEntry('a')]));
    expect(store.getSnapshot()).toBe(store.getSnapshot());
    store.subscribe();
    await settle();
    const loaded = store.getSnapshot();
    expect(loaded).toBe(store.getSnapshot());
    expect(Object.isFrozen(loaded)).toBe(true);
    await store.refresh();
    expect(store.getSnapshot()).not.toBe(loaded);
  });

  it('notifies its subscribers of each change', async () => {
    const store = createStore(createFakeProxy([]));
    const listener = vi.fn();
    store.subscribe(listener);
    await settle();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.getSnapshot().state).toBe('empty');
  });

  it('shares one request with every store that asks the same', async () => {
    const proxy = createFakeProxy([createEntry('a'), createEntry('b', { platform: 'linkedin', expire: inDays(10) })]);
    const first = createStore(proxy, { platforms: ['facebook'] });
    const second = createStore(proxy, { platforms: ['linkedin'], expiringWithin: 14 });
    first.subscribe();
    second.subscribe();
    await settle();
    expect(proxy.requests).toHaveLength(1);
    expect(first.getSnapshot().accounts.map(({ id }) => id)).toEqual(['a']);
    expect(second.getSnapshot().accounts.map(({ id, status }) => [id, status])).toEqual([['b', 'expiring']]);
  });

  it.each<[string, Partial<AccountsStoreOptions>]>([
    ['another location', { locationId: 'other' }],
    ['another session token', { sessionToken: 'other' }],
    ['another getSessionToken', { getSessionToken: () => 'other' }],
    ['another proxy', { proxyUrl: 'https://other.example/' }],
    ['other credentials', { credentials: 'include' }],
  ])('shares nothing with a store for %s', async (_title, options) => {
    const proxy = createFakeProxy([createEntry('a')]);
    createStore(proxy).subscribe();
    createStore(proxy, options).subscribe();
    await settle();
    expect(proxy.requests).toHaveLength(2);
  });

  it('keeps the last list after a failed load and marks it stale, then recovers', async () => {
    const proxy = createFakeProxy([createEntry('a')]);
    const store = createStore(proxy);
    store.subscribe();
    await settle();
    proxy.intercept = () => refuse(502, 'unauthorized');
    await store.refresh();
    expect(store.getSnapshot()).toMatchObject({
      state: 'stale',
      total: 1,
      loadedAt: NOW,
      error: { code: 'unauthorized' },
    });
    proxy.intercept = undefined;
    await store.refresh();
    expect(store.getSnapshot()).toMatchObject({ state: 'ready', total: 1, error: undefined });
  });

  it('takes a response without a list for a failed load, and an empty list for an empty one', async () => {
    const proxy = createFakeProxy([createEntry('a')]);
    const store = createStore(proxy);
    store.subscribe();
    await settle();
    proxy.intercept = () => Response.json({ success: true, results: { can: ['list'] } });
    await store.refresh();
    expect(store.getSnapshot()).toMatchObject({ state: 'stale', total: 1, error: { code: 'invalid_response' } });
    proxy.intercept = undefined;
    proxy.entries = [];
    await store.refresh();
    expect(store.getSnapshot()).toMatchObject({ state: 'empty', total: 0, error: undefined });
  });

  it('has failed if nothing was ever loaded', async () => {
    const proxy = createFakeProxy([]);
    proxy.intercept = () => refuse(401, 'unauthorized');
    const store = createStore(proxy);
    store.subscribe();
    await settle();
    expect(store.getSnapshot()).toMatchObject({ state: 'failed', accounts: [], error: { code: 'unauthorized' } });
  });

  it('shows no account to a session that may no longer list them', async () => {
    const proxy = createFakeProxy([createEntry('a')]);
    const store = createStore(proxy);
    store.subscribe();
    await settle();
    proxy.intercept = () => refuse(403, 'forbidden');
    await store.refresh();
    expect(store.getSnapshot()).toMatchObject({ state: 'forbidden', accounts: [], can: [] });
  });

  it.each([
    [undefined, ['connect', 'attach', 'list']],
    [
      ['list', 'disconnect', 'fly'],
      ['list', 'disconnect'],
    ],
    [[], []],
  ])('reads the permissions %j', async (can, expected) => {
    const store = createStore(createFakeProxy([], can ? { can } : {}));
    store.subscribe();
    await settle();
    expect(store.getSnapshot().can).toEqual(expected);
  });

  it.each<[string, Partial<AccountsStoreOptions>]>([
    ['refreshEvery', { refreshEvery: 59 }],
    ['refreshEvery', { refreshEvery: NaN }],
    ['expiringWithin', { expiringWithin: -1 }],
    ['platforms', { platforms: ['myspace' as never] }],
    ['proxyUrl', { proxyUrl: undefined }],
    ['locationId', { locationId: '../x' }],
    ['^getSessionToken must be a function', { getSessionToken: 'token' as never }],
  ])('refuses a wrong %s: %j', (option, options) => {
    expect(() => createStore(createFakeProxy([]), options)).toThrow(new RegExp(option));
  });
});

describe('the accounts are loaded again', () => {
  it('when the page becomes visible', async () => {
    const proxy = createFakeProxy([]);
    createStore(proxy).subscribe();
    await settle();
    setVisibility('hidden');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(proxy.requests).toHaveLength(1);
    setVisibility('visible');
    await settle();
    expect(proxy.requests).toHaveLength(2);
  });

  it('not when it becomes visible right after a load', async () => {
    const proxy = createFakeProxy([]);
    createStore(proxy).subscribe();
    await settle();
    setVisibility('hidden');
    setVisibility('visible');
    await settle();
    expect(proxy.requests).toHaveLength(1);
  });

  it('every refreshEvery seconds, and not while the page is hidden', async () => {
    const proxy = createFakeProxy([]);
    createStore(proxy, { refreshEvery: 60 }).subscribe();
    await settle();
    await vi.advanceTimersByTimeAsync(67_000);
    expect(proxy.requests).toHaveLength(2);
    setVisibility('hidden');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(proxy.requests).toHaveLength(2);
    setVisibility('visible');
    await settle();
    expect(proxy.requests).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(67_000);
    expect(proxy.requests).toHaveLength(4);
  });

  it('after a change that came while a load was under way', async () => {
    const proxy = createFakeProxy([createEntry('a')]);
    const store = createStore(proxy);
    store.subscribe();
    await settle();
    let answer: (response: Response | undefined) => void = () => undefined;
    proxy.intercept = () => new Promise<Response>((resolve) => (answer = resolve as never));
    const refreshed = store.refresh();
    await settle();
    store.reportChange();
    proxy.intercept = undefined;
    proxy.entries = [createEntry('a'), createEntry('b')];
    answer(undefined);
    await refreshed;
    expect(store.getSnapshot().total).toBe(2);
  });
});

describe('disconnect', () => {
  it('removes the account, returns the receipt and loads the list again', async () => {
    const proxy = createFakeProxy([createEntry('a'), createEntry('b')], { can: ['list', 'disconnect'] });
    const store = createStore(proxy);
    store.subscribe();
    await settle();
    expect(await store.disconnect('a')).toEqual({ id: 'a', alreadyGone: false, receipt: 'receipt-of-a' });
    expect(store.getSnapshot().accounts.map(({ id }) => id)).toEqual(['b']);
    await settle();
    expect(proxy.requests.slice(1)).toEqual([
      'DELETE /social-media-posting/-/accounts/a',
      'GET /social-media-posting/-/accounts',
    ]);
  });

  it('counts an account that is gone already as done', async () => {
    const proxy = createFakeProxy([createEntry('a')]);
    const store = createStore(proxy);
    store.subscribe();
    await settle();
    proxy.entries = [];
    expect(await store.disconnect('a')).toEqual({ id: 'a', alreadyGone: true });
    expect(store.getSnapshot().total).toBe(0);
  });

  it('keeps the account if the proxy refuses', async () => {
    const proxy = createFakeProxy([createEntry('a')]);
    const store = createStore(proxy);
    store.subscribe();
    await settle();
    proxy.intercept = (method) => (method === 'DELETE' ? refuse(403, 'forbidden') : undefined);
    await expect(store.disconnect('a')).rejects.toMatchObject({ code: 'forbidden' });
    expect(store.getSnapshot().total).toBe(1);
  });
});

describe('after the last subscription', () => {
  it('nothing is left: no timer, listener, channel or request', async () => {
    const channels = new Set<object>();
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        constructor() {
          channels.add(this);
        }
        close() {
          channels.delete(this);
        }
      },
    );
    const proxy = createFakeProxy([]);
    let aborted = 0;
    proxy.fetch.mockImplementation(
      (_url, init) =>
        new Promise((_resolve, reject) =>
          init!.signal!.addEventListener('abort', () => {
            aborted += 1;
            reject(init!.signal!.reason as Error);
          }),
        ),
    );
    for (let count = 0; count < 100; count += 1) {
      const store = createStore(proxy, { refreshEvery: 60 });
      const stops = [store.subscribe(), store.subscribe()];
      await settle();
      expect(channels.size).toBe(1);
      for (const stop of stops) stop();
      await settle();
    }
    expect(aborted).toBe(100);
    expect(visibility.listeners.size).toBe(0);
    expect(channels.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a new subscription loads again', async () => {
    const proxy = createFakeProxy([createEntry('a')]);
    const store = createStore(proxy);
    store.subscribe()();
    store.subscribe();
    await settle();
    expect(store.getSnapshot().state).toBe('ready');
  });
});

describe('other tabs of the origin', () => {
  it('are left alone where the browser forbids channels; the list loads and reports changes all the same', async () => {
    vi.stubGlobal(
      'BroadcastChannel',
      vi.fn(function refuse() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      }),
    );
    const proxy = createFakeProxy([createEntry('a')]);
    const store = createStore(proxy, {});
    store.subscribe();
    await settle();
    expect(store.getSnapshot().accounts).toHaveLength(1);
    const before = proxy.requests.length;
    store.reportChange();
    await settle();
    expect(proxy.requests.length).toBeGreaterThan(before);
  });

  it('are told of a change, and load again for the same location only', async () => {
    const opened: { onmessage?: (event: { data: unknown }) => void; messages: unknown[] }[] = [];
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        messages: unknown[] = [];
        constructor() {
          opened.push(this);
        }
        postMessage(data: unknown) {
          this.messages.push(data);
        }
        close() {
          return undefined;
        }
      },
    );
    const proxy = createFakeProxy([createEntry('a')]);
    const store = createStore(proxy, { sessionToken: 'secret-token' });
    store.subscribe();
    await settle();
    store.reportChange();
    await settle();
    const [channel] = opened;
    expect(channel!.messages).toHaveLength(1);
    expect(JSON.stringify(channel!.messages)).not.toContain('secret-token');
    const before = proxy.requests.length;
    channel!.onmessage!({ data: '["https://other.example/",""]' });
    await settle();
    expect(proxy.requests).toHaveLength(before);
    channel!.onmessage!({ data: channel!.messages[0] });
    await settle();
    expect(proxy.requests).toHaveLength(before + 1);
  });
});
