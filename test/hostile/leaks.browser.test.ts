import { assert, nextFrame } from '@open-wc/testing';
import '../../src/index.js';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { countPopups } from '../browsers/popup.js';

const ALLOWED = 'https://hl.example';
const GOOD = { page: 'social_media_posting', platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b' };
const ATTEMPTS = 1000;

/** Counts what stays: listeners of the window and the document, and timers. */
function countResources(): { count(): number; restore(): void } {
  const listeners = new Map<string, number>();
  const timers = new Set<number>();
  const key = (target: EventTarget, type: string) => `${target === window ? 'window' : 'document'} ${type}`;
  const add = (name: string, step: number) => listeners.set(name, (listeners.get(name) ?? 0) + step);
  const restores = [window, document].map((target) => {
    const known = new Set<string>();
    // Weak, so that counting holds nothing.
    const ids = new WeakMap<object, number>();
    let nextId = 0;
    const identify = (type: string, listener: object) => {
      if (!ids.has(listener)) ids.set(listener, (nextId += 1));
      return `${type} ${ids.get(listener)}`;
    };
    const drop = (type: string, listener: object) => {
      if (known.delete(identify(type, listener))) add(key(target, type), -1);
    };
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = (type: string, listener: object, options?: AddEventListenerOptions | boolean) => {
      const { signal } = typeof options === 'object' ? options : {};
      if (signal?.aborted) return;
      if (!known.has(identify(type, listener))) add(key(target, type), 1);
      known.add(identify(type, listener));
      signal?.addEventListener('abort', () => drop(type, listener));
      addEventListener.call(target, type, listener as EventListener, options);
    };
    target.removeEventListener = (type: string, listener: object, options?: boolean) => {
      drop(type, listener);
      removeEventListener.call(target, type, listener as EventListener, options);
    };
    return () => Object.assign(target, { addEventListener, removeEventListener });
  });
  const { setInterval, clearInterval } = window;
  window.setInterval = ((handler: TimerHandler, ms?: number) => {
    const timer = setInterval(handler, ms);
    timers.add(timer);
    return timer;
  }) as typeof window.setInterval;
  window.clearInterval = ((timer: number) => {
    timers.delete(timer);
    clearInterval(timer);
  }) as typeof window.clearInterval;
  return {
    count: () => [...listeners.values()].reduce((sum, value) => sum + value, 0) + timers.size,
    restore() {
      for (const restore of restores) restore();
      Object.assign(window, { setInterval, clearInterval });
    },
  };
}

describe(`${ATTEMPTS} attempts, connected, cancelled, removed and moved`, () => {
  it('leave no listener, no timer, no node and no popup', async function () {
    this.timeout(60_000);
    const frame = document.body.appendChild(document.createElement('iframe'));
    const popup = frame.contentWindow!;
    const resources = countResources();
    const before = { nodes: document.querySelectorAll('*').length, resources: resources.count() };
    const references: WeakRef<Element>[] = [];
    const results: Record<string, number> = {};
    let most = 0;

    async function attempt(index: number): Promise<void> {
      const element = document.createElement('ghl-social-connect') as GhlSocialConnectElement;
      Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1' });
      Object.assign(element, { allowedOrigins: ALLOWED, openWindow: () => popup });
      document.body.append(element);
      const outcome = element.connect();
      most = Math.max(most, resources.count());
      const way = index % 4;
      if (way === 1) element.cancel();
      if (way === 2) element.remove();
      if (way === 3) document.body.prepend(element);
      if (way === 0 || way === 3) {
        dispatchEvent(new MessageEvent('message', { source: popup, origin: ALLOWED, data: GOOD }));
      }
      const { status } = await outcome;
      results[status] = (results[status] ?? 0) + 1;
      element.remove();
      references.push(new WeakRef(element));
    }

    try {
      for (let index = 0; index < ATTEMPTS; index += 1) await attempt(index);
      assert.deepEqual(results, { connected: ATTEMPTS / 2, cancelled: ATTEMPTS / 2 });
      assert.isAbove(most, before.resources, 'the counters count');
      assert.isBelow(most, before.resources + 10, 'nothing adds up');
      assert.equal(resources.count(), before.resources);
      assert.equal(document.querySelectorAll('*').length, before.nodes);
      assert.equal(await countPopups(), 0);
    } finally {
      resources.restore();
      frame.remove();
    }

    // Where the engine lets a test ask for it: nothing holds the elements. The last one may still be in a register.
    const { gc } = globalThis as { gc?: () => void };
    if (!gc) return;
    for (let round = 0; round < 5; round += 1) {
      await nextFrame();
      gc();
    }
    assert.isAtMost(references.filter((reference) => reference.deref()).length, 5);
  });
});
