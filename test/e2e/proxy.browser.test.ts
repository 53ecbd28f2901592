import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import type { AccountDetails } from '../../src/connect/index.js';
import { PLATFORM_NAMES, PLATFORMS } from '../../src/protocol/platforms.js';
import { PROXY, COUNT, createScript, createProxyRig, clickAndFail, waitForNoPopup } from './proxy-fixture.js';

describe('through the proxy', () => {
  for (const platform of PLATFORM_NAMES) {
    it(`connects ${platform} and reports its accounts`, async () => {
      const opened: string[] = [];
      const rig = await createProxyRig(`${PROXY}/ok`, {
        platform,
        fetchDetails: true,
        openWindow(url, target, features) {
          opened.push(url);
          return window.open(url, target, features);
        },
      });
      const told = rig.next('account-details');
      await rig.click();
      const { accounts, accountId } = (await told).detail as unknown as AccountDetails;
      assert.deepEqual(opened, ['about:blank']);
      assert.lengthOf(accounts, COUNT[platform] ?? 3);
      for (const account of accounts) {
        assert.isNotEmpty(account.id);
        assert.isNotEmpty(account.name);
        assert.isBoolean(account.connected);
      }
      assert.include(
        accounts.map(({ kind }) => kind),
        PLATFORMS[platform].kind,
      );
      assert.equal(rig.element.connection?.accountId, accountId);
      assert.deepEqual(rig.element.details?.accounts, accounts);
      assert.equal(rig.element.state, 'connected');
      assert.deepEqual(
        rig.outcomes().map(({ type }) => type),
        ['account-connected'],
      );
      await waitForNoPopup();
    });
  }

  it('shows "Connecting" in the popup at once, however slow the proxy is', async () => {
    const script = await createScript({ scenario: 'ok', wait: true });
    let popup: Window | null = null;
    const rig = await createProxyRig(script.url, {
      openWindow: (url, target, features) => (popup = window.open(url, target, features)),
    });
    const connected = rig.next('account-connected');
    await rig.click();
    await waitUntil(() => popup?.document.title === 'Connecting Facebook…');
    assert.equal(popup!.document.body.textContent, 'Connecting Facebook…');
    assert.equal(rig.element.state, 'connecting');
    await script.letGo();
    await connected;
    assert.lengthOf(rig.outcomes(), 1);
  });

  it('is cancelled when the person closes the popup while the proxy is slow, and stays so', async () => {
    const script = await createScript({ scenario: 'ok', wait: true });
    const rig = await createProxyRig(script.url, {
      openWindow(url, target, features) {
        const popup = window.open(url, target, features);
        setTimeout(() => popup?.close());
        return popup;
      },
    });
    const cancelled = rig.next('connect-cancelled');
    await rig.click();
    assert.equal((await cancelled).detail['reason'], 'popup-closed');
    await script.letGo();
    assert.equal(rig.element.state, 'idle');
    assert.lengthOf(rig.outcomes(), 1);
  });

  for (const [scenario, code] of [
    ['start-401', 'unauthorized'],
    ['start-422', 'start_failed'],
    ['start-429', 'rate_limited'],
    ['start-500', 'upstream_error'],
    ['start-200-no-location', 'start_failed'],
    ['start-evil-location', 'start_failed'],
  ] as const) {
    it(`fails with ${code} in scenario ${scenario}, closes the popup, and connects on the next click`, async () => {
      const rig = await createProxyRig(`${PROXY}/${scenario}`);
      const error = await clickAndFail(rig);
      assert.equal(error.code, code);
      assert.equal(error.retryAfter, code === 'rate_limited' ? 1 : undefined);
      await waitForNoPopup();
      assert.equal(rig.element.state, 'failed');
      rig.element.proxyUrl = `${PROXY}/ok`;
      const connected = rig.next('account-connected');
      await rig.click();
      await connected;
      assert.deepEqual(
        rig.outcomes().map(({ type }) => type),
        ['connect-failed', 'account-connected'],
      );
    });
  }
});
