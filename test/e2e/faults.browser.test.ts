import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { sendKeys } from '@web/test-runner-commands';
import { clickInPopup, closePopup, closePopups, countPopups, readPopupUrl } from '../browsers/popup.js';
import { createRig, createStartUrl, PROVIDER, type Rig } from '../element/fixture.js';

const POSTER = `http://poster.localhost:${location.port}`;

async function startAsking(properties: Partial<Rig['element']> = {}): Promise<Rig> {
  const rig = await createRig({ startUrl: createStartUrl('ok', { consent: 'ask' }), ...properties });
  await rig.click();
  await waitUntil(async () => (await readPopupUrl()).startsWith(PROVIDER), 'the consent page');
  return rig;
}

describe('a popup', () => {
  afterEach(closePopups);

  for (const accountId of ['65f1a2b3c4d5e6f708192a3b', '']) {
    const outcome = accountId ? 'account-connected' : 'connect-cancelled';
    it(`that posts ${accountId ? 'a login' : 'nonsense'} and closes in one task ends the attempt with ${outcome}`, async () => {
      let popup: Window | null = null;
      const ready = new Promise<void>((resolve) => {
        addEventListener('message', function listen({ data }: MessageEvent<{ ready?: boolean } | null>) {
          if (data?.ready !== true) return;
          removeEventListener('message', listen);
          resolve();
        });
      });
      const rig = await createRig({
        startUrl: `${POSTER}/test/hostile/pages/poster.html`,
        allowedOrigins: POSTER,
        openWindow: (...parts) => (popup = window.open(...parts)),
      });
      const told = rig.next(outcome);
      await rig.click();
      await ready;
      popup!.postMessage({ order: 'post and close', changes: { accountId } }, '*');
      await told;
      assert.lengthOf(rig.outcomes(), 1);
      await waitUntil(async () => (await countPopups()) === 0, 'the popup is closed');
    });
  }

  it('that a person closes gives the focus back to the button', async () => {
    const rig = await startAsking();
    rig.element.focus();
    const cancelled = rig.next('connect-cancelled');
    await closePopup();
    await cancelled;
    await rig.element.updateComplete;
    assert.equal(document.activeElement, rig.element);
    assert.equal(rig.element.shadowRoot!.activeElement, rig.button);
    assert.isTrue(document.hasFocus());
  });

  it('opens once while Enter is held down', async () => {
    const rig = await createRig({ startUrl: createStartUrl('ok', { consent: 'ask' }) });
    let presses = 0;
    rig.element.addEventListener('keydown', () => (presses += 1));
    rig.element.focus();
    await holdEnter(5);
    await waitUntil(async () => (await readPopupUrl()).startsWith(PROVIDER), 'the consent page');
    assert.isAbove(presses, 1);
    assert.equal(await countPopups(), 1);
    assert.lengthOf(
      rig.events.filter(({ type }) => type === 'connect-start'),
      1,
    );
    const connected = rig.next('account-connected');
    await clickInPopup('#allow');
    await connected;
    assert.lengthOf(rig.outcomes(), 1);
  });

  for (const method of ['focus', 'close'] as const) {
    it(`whose ${method}() throws does not break the element`, async () => {
      const popup = Object.assign(new EventTarget(), {
        closed: false,
        opener: window,
        focus() {},
        close() {},
        [method]() {
          throw new Error('Cut off.');
        },
      });
      const rig = await createRig({ openWindow: () => popup as unknown as Window });
      const promise = rig.element.connect();
      assert.equal(rig.element.connect(), promise);
      rig.element.cancel();
      assert.equal((await promise).status, 'cancelled');
      assert.equal(rig.element.state, 'idle');
      assert.lengthOf(rig.outcomes(), 1);
    });
  }
});

describe('a page', () => {
  const { now } = Date;
  afterEach(async () => {
    Date.now = now;
    Reflect.deleteProperty(document, 'visibilityState');
    await closePopups();
  });

  it('whose clock jumps past the deadline times out at the next check', async () => {
    const rig = await startAsking();
    const failed = rig.next('connect-failed');
    Date.now = () => now() + 600_001;
    dispatchEvent(new Event('focus'));
    assert.equal(((await failed).detail['error'] as { code: string }).code, 'timed_out');
    assert.lengthOf(rig.outcomes(), 1);
    await waitUntil(async () => (await countPopups()) === 0, 'the popup is closed');
  });

  it('whose clock jumps, but not past the deadline, connects', async () => {
    const rig = await startAsking();
    for (const jump of [500_000, -500_000]) {
      Date.now = () => now() + jump;
      dispatchEvent(new Event('focus'));
      assert.equal(rig.element.state, 'connecting');
    }
    const connected = rig.next('account-connected');
    await clickInPopup('#allow');
    await connected;
    assert.lengthOf(rig.outcomes(), 1);
  });

  it('that is hidden connects', async () => {
    const rig = await startAsking();
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    const connected = rig.next('account-connected');
    await clickInPopup('#allow');
    await connected;
    assert.lengthOf(rig.outcomes(), 1);
  });

  // The events of a page that is kept for the way back; which pages are kept is the matter of each engine.
  it('that returns from the back/forward cache is idle, and connects', async () => {
    const rig = await startAsking();
    const cancelled = rig.next('connect-cancelled');
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    assert.equal((await cancelled).detail['reason'], 'aborted');
    await waitUntil(async () => (await countPopups()) === 0, 'the popup is closed');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    assert.equal(rig.element.state, 'idle');
    rig.element.startUrl = createStartUrl();
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    assert.lengthOf(rig.outcomes(), 2);
  });
});

/** The browser repeats a key that is held; WebDriver, which drives WebKit, presses it anew each time. */
async function holdEnter(times: number): Promise<void> {
  const isWebKit = /AppleWebKit/.test(navigator.userAgent) && !/Chrome/.test(navigator.userAgent);
  for (let time = 0; time < times; time += 1) await sendKeys(isWebKit ? { press: '\uE007' } : { down: 'Enter' });
  if (!isWebKit) await sendKeys({ up: 'Enter' });
}
