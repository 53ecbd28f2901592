import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, POLL_MS, start, useFakePage, type Run } from './attempt-fixture.js';
import { ACCOUNT_ID, FakePopup, GOOD } from './fake-page.js';

useFakePage();

describe('ConnectAttempt', () => {
  it('opens the popup synchronously, without a name, and with its opener', () => {
    const openWindow = vi.fn(() => new FakePopup() as unknown as Window);
    start({ openWindow }).attempt.cancel();
    const [url, target, features] = openWindow.mock.calls[0] as unknown as [string, string, string];
    expect(url).toMatch(/^https:\/\/services\.leadconnectorhq\.com\/social-media-posting\/oauth\/facebook\/start\?/);
    expect(target).toBe('_blank');
    expect(features).not.toContain('noopener');
    expect(features).toBe('popup=1,width=600,height=720,left=300,top=40');
  });

  it('keeps the popup on the screen', () => {
    const openWindow = vi.fn(() => new FakePopup() as unknown as Window);
    start({ openWindow, popupWidth: 5000, popupHeight: 100 });
    expect(openWindow.mock.calls[0]).toContain('popup=1,width=1600,height=100,left=0,top=350');
  });

  it.each(['a/../b', 'a b', 'x'.repeat(129)])('opens nothing for a location or a user like %s', async (id) => {
    const openWindow = vi.fn(() => null);
    expect(await start({ openWindow, locationId: id }).summary()).toBe('failed invalid_config');
    expect(await start({ openWindow, userId: id }).summary()).toBe('failed invalid_config');
    expect(openWindow).not.toHaveBeenCalled();
  });

  it.each<[string, () => unknown]>([
    ['nothing', () => null],
    ['undefined', () => undefined],
    ['a window that is closed already', () => Object.assign(new FakePopup(), { closed: true })],
    ['a promise', () => Promise.resolve(new FakePopup())],
    ['an object that is no window', () => ({})],
    [
      'an exception',
      () => {
        throw new Error('NS_ERROR_DOM_BAD_URI');
      },
    ],
  ])('fails as popup_blocked if openWindow returns %s', async (_name, openWindow) => {
    const run = start({ openWindow: openWindow as () => Window });
    expect(await run.summary()).toBe('failed popup_blocked');
    expect(page.countLeftovers()).toBe(0);
  });

  it('keeps what openWindow threw as the cause', async () => {
    const cause = new Error('no bridge');
    const { attempt } = start({
      openWindow: () => {
        throw cause;
      },
    });
    expect(await attempt.outcome).toMatchObject({ status: 'failed', error: { code: 'popup_blocked', cause } });
  });

  it('opens nothing with wrong options or an aborted signal', async () => {
    const openWindow = vi.fn(() => null);
    expect(await start({ openWindow, userId: '' }).summary()).toBe('failed invalid_config');
    expect(await start({ openWindow, signal: AbortSignal.abort() }).summary()).toBe('cancelled aborted');
    expect(openWindow).not.toHaveBeenCalled();
    expect(page.countLeftovers()).toBe(0);
  });

  it('shows a text until the address is known, then goes there', async () => {
    let give!: (url: string) => void;
    const run = start({ getStartUrl: () => new Promise((resolve) => (give = resolve)), connectingText: 'Wait' });
    expect(run.popup.document).toEqual({ title: 'Wait', body: { textContent: 'Wait' } });
    await vi.dynamicImportSettled();
    give('https://gw.example/start');
    await page.pass(0);
    expect(run.popup.visited).toEqual(['https://gw.example/start']);
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'http://gw.example/',
    'https://a:b@gw.example/',
    '/start',
    '//gw.example',
  ])('never goes to %s', async (url) => {
    const run = start({ getStartUrl: () => url });
    await vi.dynamicImportSettled();
    expect(await run.summary()).toBe('failed start_failed');
    expect(run.popup.visited).toEqual([]);
    expect(run.popup.closed).toBe(true);
  });

  it('goes nowhere if the attempt has ended before the address is known', async () => {
    let give!: (url: string) => void;
    const run = start({ getStartUrl: () => new Promise((resolve) => (give = resolve)) });
    await vi.dynamicImportSettled();
    run.attempt.cancel();
    give('https://gw.example/start');
    expect(await run.summary()).toBe('cancelled aborted');
    expect(run.popup.visited).toEqual([]);
  });

  it('goes nowhere if the attempt ends in any turn between the answer and the navigation', async () => {
    // The answer passes through several promises: the attempt ends after each number of their turns.
    for (let turns = 0; turns < 30; turns += 1) {
      let give!: (url: string) => void;
      const run = start({ getStartUrl: () => new Promise((resolve) => (give = resolve)) });
      await vi.dynamicImportSettled();
      give('https://gw.example/start');
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      const before = run.popup.visited.length;
      run.attempt.cancel();
      await page.pass(0);
      expect(run.popup.visited).toHaveLength(before);
    }
  });

  it('requests no address if the attempt has ended before that', async () => {
    const getStartUrl = vi.fn(() => 'https://gw.example/start');
    const run = start({ getStartUrl });
    run.attempt.cancel();
    await vi.dynamicImportSettled();
    expect(await run.summary()).toBe('cancelled aborted');
    expect(getStartUrl).not.toHaveBeenCalled();
    expect(run.popup.visited).toEqual([]);
  });

  it('fails in time if the code that finds the address never loads', async () => {
    // The import looks for its mock later, when the machine has the time.
    onTestFinished(() => void vi.doUnmock('../../src/connect/start-url.js'));
    vi.doMock('../../src/connect/start-url.js', () => new Promise(() => undefined));
    const run = start({ getStartUrl: () => 'https://gw.example/start' });
    await page.pass(10_000);
    expect(await run.summary()).toBe('none');
    await page.pass(1000);
    expect(await run.summary()).toBe('failed start_failed');
    expect(run.popup.closed).toBe(true);
    expect(page.countLeftovers()).toBe(0);
  });

  it('is cancelled at once, without a grace period, if the popup closes while the address is requested', async () => {
    const run = start({ getStartUrl: () => new Promise(() => {}) });
    page.setFocus(false);
    run.popup.closed = true;
    await page.pass(POLL_MS);
    expect(await run.summary()).toBe('cancelled popup-closed');
  });
});

describe('a page whose addEventListener throws', () => {
  const cause = new Error('Patched.');

  /** Starts an attempt while listening for `type` throws, wherever: on the window, or on our own signal. */
  function startPatched(type: string): Run {
    const targets = [page.window, EventTarget.prototype];
    const spies = targets.map((target) => {
      const { addEventListener } = target;
      return vi.spyOn(target, 'addEventListener').mockImplementation(function (this: EventTarget, name, ...rest) {
        if (name === type) throw cause;
        addEventListener.call(this, name, ...rest);
      });
    });
    try {
      return start({ signal: new AbortController().signal });
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  }

  it.each(['message', 'pagehide', 'abort', 'focus', 'visibilitychange'])(
    'ends the attempt when it listens for %s, and the next one connects',
    async (type) => {
      const run = startPatched(type);
      expect(run.attempt.isRunning).toBe(false);
      expect(await run.attempt.outcome).toMatchObject({
        status: 'failed',
        error: { code: 'start_failed', recoverable: true, cause, message: expect.stringContaining('begin') as string },
      });
      expect(page.countLeftovers()).toBe(0);
      expect(run.popup.closeCalls).toBe(run.popup.closed ? 1 : 0);
      page.post(GOOD, run.popup);

      const next = start();
      expect(page.countLeftovers()).toBeGreaterThan(0);
      page.post(GOOD, next.popup);
      expect(await next.summary()).toBe(`connected ${ACCOUNT_ID}`);
      expect(page.countLeftovers()).toBe(0);
    },
  );

  it('goes on if the function that throws is not used', async () => {
    const run = startPatched('resize');
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });
});
