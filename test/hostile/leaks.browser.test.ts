import { assert, nextFrame } from '@open-wc/testing';
import '../../src/index.js';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { skipPauses } from '../browsers/pauses.js';
import { countPopups } from '../browsers/popup.js';
import { countResources } from './resources.js';

const ALLOWED = 'https://hl.example';
const GOOD = { page: 'social_media_posting', platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b' };
const ATTEMPTS = 1000;
/** How long a removed element may come back (`MOVE_GRACE_MS`). A quarter of the attempts would wait for it. */
const MOVE_GRACE_MS = 250;

describe(`${ATTEMPTS} attempts, connected, cancelled, removed and moved`, () => {
  it('leave no listener, no timer, no node and no popup', async () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const popup = frame.contentWindow!;
    const restorePauses = skipPauses(MOVE_GRACE_MS);
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
      restorePauses();
      resources.restore();
      frame.remove();
    }

    // Where the engine lets a test ask for it: nothing holds the elements. The last one may still be in a register.
    const { gc } = globalThis as { gc?: (options: object) => Promise<void> };
    if (!gc) return;
    const countHeld = () => references.filter((reference) => reference.deref()).length;
    for (let round = 0; round < 200 && countHeld() > 5; round += 1) {
      await nextFrame();
      // From a task of its own: collected in this one, whatever looks like a pointer on the stack holds an element, and
      // the browser's own work that is still to do for it holds it too. So more than one round, but not for ever.
      await gc({ type: 'major', execution: 'async' });
    }
    assert.isAtMost(countHeld(), 5);
  });
});
