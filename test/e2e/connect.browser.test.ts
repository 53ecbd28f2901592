import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { PLATFORM_NAMES } from '../../src/protocol/platforms.js';
import { clickForReal, clickInPopup, closePopup, countPopups, readPopupUrl } from '../browsers/popup.js';
import { createRig, createStartUrl, PROVIDER, readStatus } from '../element/fixture.js';

const ID = /^[0-9a-f]{24}$/;

/** The next click, after everybody has heard of it. */
function waitForClick(): Promise<Event> {
  return new Promise((resolve) => addEventListener('click', resolve, { once: true }));
}

describe('a real click, a real popup, three origins', () => {
  for (const platform of PLATFORM_NAMES) {
    it(`connects ${platform}`, async () => {
      const rig = await createRig({ platform });
      const connected = rig.next('account-connected');
      await rig.click();
      const { detail } = await connected;
      assert.match(String(detail['accountId']), ID);
      assert.deepEqual({ ...detail, accountId: 'id' }, {
        platform,
        accountId: 'id',
        reconnectAccounts: [],
        confirmedBy: 'message',
        locationId: 'loc1',
        userId: 'user1',
      } as Record<string, unknown>);
      assert.equal(rig.element.state, 'connected');
      assert.deepEqual(rig.element.connection, detail as unknown);
      assert.lengthOf(rig.outcomes(), 1);
      await waitUntil(async () => (await countPopups()) === 0);
    });
  }

  it('connects when a person clicks "Allow"', async () => {
    const rig = await createRig({ startUrl: createStartUrl('ok', { consent: 'ask' }) });
    const connected = rig.next('account-connected');
    await rig.click();
    await waitUntil(async () => (await readPopupUrl()).startsWith(PROVIDER));
    assert.equal(rig.element.state, 'connecting');
    assert.include(readStatus(rig.element), 'Continue in the window');
    await clickInPopup('#allow');
    await connected;
    assert.lengthOf(rig.outcomes(), 1);
  });

  it('is cancelled as denied when a person refuses', async () => {
    const rig = await createRig({ startUrl: createStartUrl('ok', { consent: 'ask' }) });
    const cancelled = rig.next('connect-cancelled');
    await rig.click();
    await waitUntil(async () => (await readPopupUrl()).startsWith(PROVIDER));
    await clickInPopup('#cancel');
    assert.deepEqual((await cancelled).detail as unknown, { platform: 'facebook', reason: 'denied' });
    assert.equal(rig.element.state, 'idle');
    assert.equal(readStatus(rig.element), 'Access was not granted.');
  });

  it('is cancelled when a person closes the popup', async () => {
    const rig = await createRig({ startUrl: createStartUrl('ok', { consent: 'ask' }) });
    const cancelled = rig.next('connect-cancelled');
    await rig.click();
    await waitUntil(async () => (await readPopupUrl()).startsWith(PROVIDER));
    await closePopup();
    assert.deepEqual((await cancelled).detail as unknown, { platform: 'facebook', reason: 'popup-closed' });
    assert.equal(rig.element.state, 'idle');
    assert.lengthOf(rig.outcomes(), 1);
  });

  for (const scenario of ['ok', 'hyphen-page', 'undefined-strings', 'blank-finish', 'duplicate', 'flood']) {
    it(`connects exactly once in scenario ${scenario}`, async () => {
      const rig = await createRig({ startUrl: createStartUrl(scenario) });
      const connected = rig.next('account-connected');
      await rig.click();
      assert.match(String((await connected).detail['accountId']), ID);
      await waitUntil(async () => (await countPopups()) === 0);
      assert.lengthOf(rig.outcomes(), 1);
    });
  }

  for (const scenario of ['reconnect', 'reconnect-string']) {
    it(`connects exactly once in scenario ${scenario}`, async () => {
      const rig = await createRig({ startUrl: createStartUrl(scenario), reconnect: true });
      const connected = rig.next('account-connected');
      await rig.click();
      const { detail } = await connected;
      assert.isUndefined(detail['accountId']);
      assert.isNotEmpty(detail['reconnectAccounts']);
      for (const id of detail['reconnectAccounts'] as string[]) assert.match(id, /^[0-9a-f]{24}/);
      assert.lengthOf(rig.outcomes(), 1);
    });
  }

  it('fails with the message of the provider', async () => {
    const rig = await createRig({ startUrl: createStartUrl('provider-error') });
    const failed = rig.next('connect-failed');
    await rig.click();
    const { error } = (await failed).detail as { error: Error & { code: string } };
    assert.equal(error.code, 'provider_error');
    await rig.element.updateComplete;
    assert.include(readStatus(rig.element), `Facebook reported a problem: \u2068${error.message}\u2069`);
    assert.equal(rig.element.error, error);
  });

  it('logs with `debug` why it failed', async () => {
    const lines: string[] = [];
    const { info } = console;
    console.info = (...parts: unknown[]) => lines.push(parts.join(' '));
    try {
      const rig = await createRig({ startUrl: createStartUrl('provider-error'), debug: true });
      const failed = rig.next('connect-failed');
      await rig.click();
      const { error } = (await failed).detail as { error: Error };
      assert.isTrue(lines.some((line) => line.endsWith(`provider_error: ${error.message}`)));
    } finally {
      console.info = info;
    }
  });

  it('warns why it failed without `debug`, because this page is on a loopback address', async () => {
    const lines: string[] = [];
    const { warn } = console;
    console.warn = (...parts: unknown[]) => lines.push(parts.join(' '));
    try {
      const rig = await createRig({ startUrl: createStartUrl('provider-error') });
      const failed = rig.next('connect-failed');
      await rig.click();
      const { error } = (await failed).detail as { error: Error };
      assert.lengthOf(
        lines.filter((line) => line.endsWith(`connect-failed: provider_error: ${error.message}`)),
        1,
      );
    } finally {
      console.warn = warn;
    }
  });

  for (const [scenario, reason] of [
    ['malformed', 'schema'],
    ['wrong-platform', 'platform'],
    ['wrong-origin', 'origin'],
  ] as const) {
    it(`ignores the message of scenario ${scenario}, reports why, and can be cancelled`, async () => {
      const rig = await createRig({ startUrl: createStartUrl(scenario) });
      const rejected = rig.next('message-rejected');
      const outcome = rig.next('connect-cancelled');
      await rig.click();
      const { detail } = await rejected;
      assert.equal(detail['reason'], reason);
      assert.deepEqual(Object.keys(detail), ['reason', 'origin']);
      assert.equal(rig.element.state, 'connecting');
      rig.element.cancel();
      assert.equal((await outcome).detail['reason'], 'aborted');
      assert.lengthOf(rig.outcomes(), 1);
    });
  }

  it('times out without a message, and closes the popup', async () => {
    const rig = await createRig({ startUrl: createStartUrl('never'), timeout: 700 });
    const failed = rig.next('connect-failed');
    await rig.click();
    assert.equal(((await failed).detail['error'] as { code: string }).code, 'timed_out');
    await waitUntil(async () => (await countPopups()) === 0);
    assert.lengthOf(rig.outcomes(), 1);
  });

  it('opens one popup for two clicks, and returns one promise', async () => {
    const rig = await createRig({ startUrl: createStartUrl('never') });
    await rig.click();
    await readPopupUrl();
    const first = rig.element.connect();
    assert.equal(rig.element.connect(), first);
    assert.equal(await countPopups(), 1);
    rig.element.cancel();
    assert.deepEqual(await first, { status: 'cancelled', platform: 'facebook', reason: 'aborted' });
  });

  it('shows a link when the popup is blocked, and the link connects', async () => {
    const rig = await createRig();
    const outcome = await rig.element.connect(); // No gesture: the browser's own blocker refuses it.
    assert.equal(outcome.status === 'failed' && outcome.error.code, 'popup_blocked');
    await waitUntil(() => rig.element.shadowRoot!.querySelector('[part="link"]'));
    const connected = rig.next('account-connected');
    await clickForReal(rig.element.shadowRoot!.querySelector('[part="link"]')!);
    assert.match(String((await connected).detail['accountId']), ID);
    assert.deepEqual(
      rig.outcomes().map(({ type }) => type),
      ['connect-failed', 'account-connected'],
    );
  });

  it('does not follow the link if the page vetoes the attempt or disables the element', async () => {
    const rig = await createRig({ openWindow: () => null });
    await rig.click();
    const findLink = () => rig.element.shadowRoot!.querySelector('[part="link"]');
    await waitUntil(findLink);
    const followed = waitForClick();
    const veto = (event: Event) => event.preventDefault();
    rig.element.addEventListener('connect-start', veto);
    await clickForReal(findLink()!);
    assert.isTrue((await followed).defaultPrevented);
    assert.equal(rig.element.state, 'failed');

    rig.element.removeEventListener('connect-start', veto);
    rig.element.disabled = true;
    await rig.element.updateComplete;
    assert.isNull(findLink());

    rig.element.disabled = false;
    await rig.element.updateComplete;
    const connected = rig.next('account-connected');
    await clickForReal(findLink()!);
    await connected;
  });

  it('keeps the link and its address, whatever is set after the popup was blocked', async () => {
    const rig = await createRig({ locationId: 'first' });
    await rig.element.connect();
    await waitUntil(() => rig.element.shadowRoot!.querySelector('[part="link"]'));
    rig.element.locationId = 'second';
    await rig.element.updateComplete;
    const connected = rig.next('account-connected');
    await clickForReal(rig.element.shadowRoot!.querySelector('[part="link"]')!);
    assert.equal((await connected).detail['locationId'], 'first');
  });

  it('connects two elements at once, each by its own popup', async () => {
    const slow = await createRig({ platform: 'facebook', startUrl: createStartUrl('ok', { consent: 'ask' }) });
    const fast = await createRig({ platform: 'linkedin' });
    const connected = fast.next('account-connected');
    await slow.click();
    await fast.click();
    const second = await connected;
    assert.lengthOf(slow.outcomes(), 0);
    const last = slow.next('account-connected');
    await clickInPopup('#allow');
    const first = await last;
    assert.equal(first.detail['platform'], 'facebook');
    assert.equal(second.detail['platform'], 'linkedin');
    assert.notEqual(first.detail['accountId'], second.detail['accountId']);
  });
});
