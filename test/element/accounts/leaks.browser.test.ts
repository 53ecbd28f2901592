import { assert, aTimeout } from '@open-wc/testing';
import '../../../src/accounts.js';
import { MOVE_GRACE_MS } from '../../../src/element/accounts/stop-after-removal.js';
import { skipPauses } from '../../browsers/pauses.js';
import { waitUntil } from '../../browsers/wait-until.js';
import { countResources } from '../../hostile/resources.js';
import { createEntry, createProxy, EXPIRED, installFetch, removeFetch } from './fixture.js';

const MOUNTS = 1000;

beforeEach(installFetch);
afterEach(removeFetch);

/** Counts what only a list uses: timers of a minute and longer, and channels to other tabs. */
function countWaiting(): { count(): number; restore(): void } {
  const timers = new Set<number>();
  const channels = new Set<BroadcastChannel>();
  const original = { setTimeout, clearTimeout, BroadcastChannel };
  Object.assign(window, {
    setTimeout(handler: () => void, ms = 0) {
      const timer = original.setTimeout.call(window, () => (timers.delete(timer), handler()), ms) as unknown as number;
      if (ms > 30_000) timers.add(timer);
      return timer;
    },
    clearTimeout(timer: number) {
      timers.delete(timer);
      original.clearTimeout.call(window, timer);
    },
    BroadcastChannel: class extends original.BroadcastChannel {
      constructor(name: string) {
        super(name);
        channels.add(this);
      }
      override close(): void {
        channels.delete(this);
        super.close();
      }
    },
  });
  return { count: () => timers.size + channels.size, restore: () => void Object.assign(window, original) };
}

describe(`${MOUNTS} lists that came and went`, () => {
  it('leave no listener, no timer, no channel and no node', async () => {
    const proxy = createProxy([createEntry('a', EXPIRED), createEntry('b')]);
    const restorePauses = skipPauses(MOVE_GRACE_MS);
    const resources = countResources();
    const waiting = countWaiting();
    const count = () => ({ nodes: document.querySelectorAll('*').length, waiting: waiting.count() });
    const before = { ...count(), listening: resources.count() };
    let loaded = 0;
    let most = 0;
    try {
      for (let index = 0; index < MOUNTS; index += 1) {
        const element = document.createElement('ghl-social-accounts');
        Object.assign(element, { proxyUrl: proxy.url, refreshEvery: 60, platforms: 'facebook' });
        let release = (): void => undefined;
        // Every other one goes before its list has come.
        if (index % 2 === 1) proxy.intercept = () => new Promise((resolve) => (release = resolve as typeof release));
        else proxy.intercept = undefined;
        element.addEventListener('accounts-change', () => (loaded += 1));
        document.body.append(element);
        await element.updateComplete;
        most = Math.max(most, waiting.count());
        if (index % 2 === 0) await element.refresh();
        element.remove();
        // It does not come back.
        await aTimeout(0);
        release();
      }
      assert.equal(loaded, MOUNTS / 2);
      assert.equal(most, 2, 'one list has one timer and one channel');
      assert.include(before, count());
      // The request of the last list ends a moment after it.
      await waitUntil(() => resources.count() === before.listening, 'its listeners stay');
    } finally {
      waiting.restore();
      resources.restore();
      restorePauses();
    }
  });
});
