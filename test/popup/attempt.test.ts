import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectSocialAccount } from '../../src/popup/attempt.js';
import { BLUR_MS, GRACE_MS } from '../../src/popup/close-detector.js';
import type { ConnectOptions } from '../../src/popup/options.js';
import type { Attempt, Outcome } from '../../src/popup/outcome.js';
import { ACCOUNT_ID, FakePopup, GOOD, installFakePage, ORIGIN, removeFakePage, type FakePage } from './fake-page.js';

const POLL_MS = 250;

let page: FakePage;
let attempts: Attempt[];
beforeEach(() => {
  page = installFakePage();
  attempts = [];
});
afterEach(() => {
  for (const attempt of attempts) attempt.cancel();
  removeFakePage();
});

interface Run {
  readonly attempt: Attempt;
  readonly popup: FakePopup;
  readonly rejected: string[];
  readonly outcomes: Outcome[];
  /** What an outcome comes down to, or `none`. */
  summary(): Promise<string>;
}

function start(options: Partial<ConnectOptions> = {}, popup = new FakePopup()): Run {
  const rejected: string[] = [];
  const outcomes: Outcome[] = [];
  const attempt = connectSocialAccount({
    platform: 'facebook',
    locationId: 'loc1',
    userId: 'user1',
    allowedOrigins: ORIGIN,
    openWindow: () => popup as unknown as Window,
    onMessageRejected: (reason, origin) => rejected.push(`${reason} ${origin}`),
    ...options,
  });
  attempts.push(attempt);
  void attempt.outcome.then((outcome) => outcomes.push(outcome));
  const summary = async () => {
    await page.pass(0);
    const outcome = outcomes[0];
    if (!outcome) return 'none';
    if (outcome.status === 'failed') return `failed ${outcome.error.code}`;
    return outcome.status === 'connected'
      ? `connected ${outcome.connection.accountId}`
      : `${outcome.status} ${outcome.reason}`;
  };
  return { attempt, popup, rejected, outcomes, summary };
}

async function cutOff({ popup }: Run): Promise<void> {
  page.setFocus(false);
  popup.closed = true;
  await page.pass(BLUR_MS + 2 * POLL_MS);
}

describe('a message', () => {
  it('from the popup connects, closes it, and leaves nothing behind', async () => {
    const run = start();
    expect(page.countLeftovers()).toBeGreaterThan(0);
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(run.popup.closeCalls).toBe(1);
    expect(page.countLeftovers()).toBe(0);
  });

  it.each(['social_media_posting', 'social-media-posting'])('for page %s counts', async (name) => {
    const run = start();
    page.post({ ...GOOD, page: name }, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it.each<[string, string]>([
    ['another subdomain', 'https://evil.hl.example'],
    ['a prefix', 'https://evilhl.example'],
    ['a longer name', 'https://hl.example.evil.example'],
    ['a trailing dot', 'https://hl.example.'],
    ['http:', 'http://hl.example'],
    ['another port', 'https://hl.example:8443'],
    ['the null origin', 'null'],
    ['no origin', ''],
    ['upper case', 'https://HL.example'],
    ['a homograph', 'https://xn--hl-1ua.example'],
    ['the page itself', 'https://host.example'],
  ])('from the popup but from %s is not read', async (_name, origin) => {
    const run = start();
    const onRead = vi.fn();
    page.post(GOOD, run.popup, origin, onRead);
    expect(onRead).not.toHaveBeenCalled();
    expect(await run.summary()).toBe('none');
    expect(run.rejected).toEqual([`origin ${origin}`]);
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it.each<[string, () => unknown]>([
    ['another window', () => new FakePopup()],
    ['the page itself', () => globalThis.window],
    ['no window', () => null],
  ])('from the right origin but from %s is not read', async (_name, createSource) => {
    const run = start();
    const onRead = vi.fn();
    page.post(GOOD, createSource(), ORIGIN, onRead);
    expect(onRead).not.toHaveBeenCalled();
    expect(await run.summary()).toBe('none');
    expect(run.rejected).toEqual([`source ${ORIGIN}`]);
  });

  it('from elsewhere altogether is neither read nor told', async () => {
    const run = start();
    const onRead = vi.fn();
    for (let count = 0; count < 1000; count += 1) page.post(GOOD, new FakePopup(), 'https://other.example', onRead);
    expect(onRead).not.toHaveBeenCalled();
    expect(run.rejected).toEqual([]);
    expect(await run.summary()).toBe('none');
  });

  it('for another platform, or of another shape, is told and waited past', async () => {
    const run = start();
    page.post({ ...GOOD, platform: 'linkedin' }, run.popup);
    page.post({ ...GOOD, page: 'settings' }, run.popup);
    expect(run.rejected).toEqual([`platform ${ORIGIN}`, `schema ${ORIGIN}`]);
    page.post({ ...GOOD, platform: undefined }, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it('is told of at most 100 times when it is ignored', () => {
    const run = start();
    for (let count = 0; count < 150; count += 1) page.post(count, run.popup);
    expect(run.rejected).toHaveLength(100);
  });

  it('of success counts once, whatever follows it', async () => {
    const run = start();
    page.post(GOOD, run.popup);
    page.post({ ...GOOD, error: 'no' }, run.popup);
    page.post({ ...GOOD, accountId: 'other' }, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it('of an error counts, whatever follows it', async () => {
    const run = start();
    page.post({ ...GOOD, error: 'expired' }, run.popup);
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe('failed provider_error');
    expect(page.countLeftovers()).toBe(0);
  });

  it('of a refusal cancels as denied', async () => {
    const run = start();
    page.post({ ...GOOD, error: 'aborted' }, run.popup);
    expect(await run.summary()).toBe('cancelled denied');
  });

  it('from the popup of an earlier attempt does not count for the next one', async () => {
    const first = start();
    first.attempt.cancel();
    const second = start();
    page.post(GOOD, first.popup);
    expect(await second.summary()).toBe('none');
  });

  it('before there is a window does not count', async () => {
    const popup = new FakePopup();
    const run = start({
      openWindow: () => {
        page.post(GOOD, popup);
        return popup as unknown as Window;
      },
    });
    expect(await run.summary()).toBe('none');
    page.post(GOOD, popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it('reaches its own attempt only, where several run', async () => {
    const runs = [start(), start({ platform: 'linkedin' }), start()];
    page.post(GOOD, runs[2]!.popup);
    page.post({ ...GOOD, platform: 'linkedin' }, runs[1]!.popup);
    expect(await Promise.all(runs.map((run) => run.summary()))).toEqual([
      'none',
      `connected ${ACCOUNT_ID}`,
      `connected ${ACCOUNT_ID}`,
    ]);
    runs[0]!.attempt.cancel();
    expect(page.countLeftovers()).toBe(0);
  });

  it('is heard where a callback throws', async () => {
    const uncaught = vi.fn();
    process.once('uncaughtException', uncaught);
    const run = start({
      onMessageRejected: () => {
        throw new Error('A callback of the page.');
      },
    });
    page.post('rubbish', run.popup);
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
    vi.useRealTimers();
    await vi.waitUntil(() => uncaught.mock.calls.length === 1);
  });
});

describe('a window that a link opened', () => {
  it('is known by its opener, and closed with the attempt', async () => {
    const run = start({ viaLink: true });
    const linked = new FakePopup();
    page.post(GOOD, linked);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(linked.closeCalls).toBe(1);
  });

  it.each<[string, () => unknown]>([
    ['that another page opened', () => Object.assign(new FakePopup(), { opener: {} })],
    ['that is a frame', () => Object.assign(new FakePopup(), { opener: null })],
    ['that is this page', () => Object.assign(globalThis.window, { opener: globalThis.window })],
    [
      'that does not let itself be looked at',
      () =>
        Object.defineProperty({}, 'opener', {
          get: () => {
            throw new Error('SecurityError');
          },
        }),
    ],
  ])('is not one %s', async (_name, createSource) => {
    const run = start({ viaLink: true });
    page.post(GOOD, createSource());
    expect(await run.summary()).toBe('none');
    expect(run.rejected).toEqual([`source ${ORIGIN}`]);
  });

  it('is not the popup of another attempt, running or ended', async () => {
    const linked = start({ viaLink: true });
    const running = start();
    const ended = start();
    ended.attempt.cancel();
    page.post(GOOD, ended.popup);
    page.post(GOOD, running.popup);
    expect(await linked.summary()).toBe('none');
    expect(await running.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it('tells by its platform which of several attempts it is for', async () => {
    const facebook = start({ viaLink: true });
    const linkedin = start({ viaLink: true, platform: 'linkedin' });
    page.post({ ...GOOD, platform: 'linkedin' }, new FakePopup());
    expect(await linkedin.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(await facebook.summary()).toBe('none');
  });
});

describe('opening', () => {
  it('happens in the call itself, in no named window, with the opener kept', () => {
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

  it.each(['a/../b', 'a b', 'x'.repeat(129)])('does not happen for a location or a user like %s', async (id) => {
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
  ])('that gives %s is popup_blocked', async (_name, openWindow) => {
    const run = start({ openWindow: openWindow as () => Window });
    expect(await run.summary()).toBe('failed popup_blocked');
    expect(page.countLeftovers()).toBe(0);
  });

  it('does not happen with wrong options, nor once the signal has aborted', async () => {
    const openWindow = vi.fn(() => null);
    expect(await start({ openWindow, userId: '' }).summary()).toBe('failed invalid_config');
    expect(await start({ openWindow, signal: AbortSignal.abort() }).summary()).toBe('cancelled aborted');
    expect(openWindow).not.toHaveBeenCalled();
    expect(page.countLeftovers()).toBe(0);
  });

  it('shows words until the address is there, then goes to it', async () => {
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

  it('goes nowhere when the attempt has ended meanwhile', async () => {
    let give!: (url: string) => void;
    const run = start({ getStartUrl: () => new Promise((resolve) => (give = resolve)) });
    await vi.dynamicImportSettled();
    run.attempt.cancel();
    give('https://gw.example/start');
    expect(await run.summary()).toBe('cancelled aborted');
    expect(run.popup.visited).toEqual([]);
  });

  it('goes nowhere when the attempt ends between the answer and the way there', async () => {
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

  it('asks for no address when the attempt has ended before that could be done', async () => {
    const getStartUrl = vi.fn(() => 'https://gw.example/start');
    const run = start({ getStartUrl });
    run.attempt.cancel();
    await vi.dynamicImportSettled();
    expect(await run.summary()).toBe('cancelled aborted');
    expect(getStartUrl).not.toHaveBeenCalled();
    expect(run.popup.visited).toEqual([]);
  });

  it('keeps on where a function of the page throws over a message it was told of', async () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const error = new Error('A mistake of the page.');
    const first = start({
      onMessageRejected: () => {
        throw error;
      },
    });
    const second = start({}, new FakePopup());
    page.post(GOOD, first.popup, 'https://evil.example');
    page.post(GOOD, second.popup);
    expect(await second.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(reported).toHaveBeenCalledWith(error);
    expect(await first.summary()).toBe('none');
  });

  it('and closing it while the address is asked for cancels at once, without a grace', async () => {
    const run = start({ getStartUrl: () => new Promise(() => {}) });
    page.setFocus(false);
    run.popup.closed = true;
    await page.pass(POLL_MS);
    expect(await run.summary()).toBe('cancelled popup-closed');
  });
});

describe('the end', () => {
  it('of a closed popup comes within 0.5 s and the grace, and a message within the grace wins', async () => {
    const closed = start();
    closed.popup.closed = true;
    await page.pass(GRACE_MS - 1);
    expect(await closed.summary()).toBe('none');
    await page.pass(2 * POLL_MS + 1);
    expect(await closed.summary()).toBe('cancelled popup-closed');

    const saved = start();
    saved.popup.closed = true;
    await page.pass(GRACE_MS - 1);
    page.post(GOOD, saved.popup);
    expect(await saved.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(page.countLeftovers()).toBe(0);
  });

  it('of a popup that was cut off is never a cancel: it waits, says so once, and ends as unconfirmed', async () => {
    const onCutOff = vi.fn();
    const run = start({ onCutOff });
    await cutOff(run);
    await page.pass(60_000);
    expect(onCutOff).toHaveBeenCalledTimes(1);
    expect(await run.summary()).toBe('none');
    page.setFocus(true);
    await page.pass(GRACE_MS + POLL_MS);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
  });

  it('of one that was cut off comes at once when the person says so, and not before', async () => {
    const run = start();
    run.attempt.finish();
    expect(await run.summary()).toBe('none');
    await cutOff(run);
    run.attempt.finish();
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
  });

  it.each([
    ['of success connects late, once', GOOD, 1],
    ['of an error tells nothing more', { ...GOOD, error: 'expired' }, 0],
  ] as const)('as unconfirmed stays armed: a message %s', async (_name, data, count) => {
    const onLateConnection = vi.fn();
    const run = start({ onLateConnection });
    await cutOff(run);
    run.attempt.finish();
    await page.pass(60_000);
    page.post(data, run.popup);
    page.post(data, run.popup);
    expect(onLateConnection).toHaveBeenCalledTimes(count);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
    expect(run.outcomes).toHaveLength(1);
    expect(page.countLeftovers()).toBe(0);
  });

  it('as unconfirmed stays armed also when the person came back by themselves', async () => {
    const onLateConnection = vi.fn();
    const run = start({ onLateConnection });
    await cutOff(run);
    page.setFocus(true);
    await page.pass(GRACE_MS + POLL_MS);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
    page.post(GOOD, run.popup);
    expect(onLateConnection).toHaveBeenCalledTimes(1);
  });

  it('as unconfirmed is disarmed by the deadline, and by cancel()', async () => {
    const onLateConnection = vi.fn();
    const [expired, cancelled] = [start({ onLateConnection, timeout: 5000 }), start({ onLateConnection })];
    await cutOff(expired);
    await cutOff(cancelled);
    expired.attempt.finish();
    cancelled.attempt.finish();
    cancelled.attempt.cancel();
    await page.pass(5000);
    expect(page.countLeftovers()).toBe(0);
    page.post(GOOD, expired.popup);
    page.post(GOOD, cancelled.popup);
    expect(onLateConnection).not.toHaveBeenCalled();
  });

  it('comes at the deadline, by the clock: also after a sleep without timers', async () => {
    const run = start({ timeout: 60_000 });
    await page.pass(59_000);
    expect(await run.summary()).toBe('none');
    vi.setSystemTime(3_600_000);
    page.setFocus(true);
    expect(await run.summary()).toBe('failed timed_out');
    expect(run.popup.closeCalls).toBe(1);
    expect(page.countLeftovers()).toBe(0);
  });

  it.each(['visibilitychange', 'pageshow', 'focus'])('is looked for on %s', async (type) => {
    const run = start({ timeout: 1000 });
    vi.setSystemTime(5000);
    const target = type === 'visibilitychange' ? page.document : page.window;
    target.dispatchEvent(new Event(type));
    expect(await run.summary()).toBe('failed timed_out');
  });

  it.each([600_000, 2 ** 31, 1e15])('does not come early with a timeout of %d ms', async (timeout) => {
    const run = start({ timeout });
    await page.pass(500_000);
    expect(await run.summary()).toBe('none');
  });

  it('is not taken from a popup that was closed while the page is hidden', async () => {
    const run = start();
    page.document.visibilityState = 'hidden';
    run.popup.closed = true;
    await page.pass(10_000);
    expect(await run.summary()).toBe('none');
  });

  it.each<[string, (run: Run, controller: AbortController) => void]>([
    ['cancel()', ({ attempt }) => attempt.cancel()],
    ['the signal', (_run, controller) => controller.abort()],
    ['leaving the page', () => page.window.dispatchEvent(new Event('pagehide'))],
  ])('by %s is aborted, closes the popup and leaves nothing', async (_name, act) => {
    const controller = new AbortController();
    const run = start({ signal: controller.signal });
    act(run, controller);
    expect(await run.summary()).toBe('cancelled aborted');
    expect(run.popup.closeCalls).toBe(1);
    expect(page.countLeftovers()).toBe(0);
  });

  it('comes also where the popup throws at close() and focus()', async () => {
    const refuse = () => {
      throw new Error('Cut off.');
    };
    const popup = Object.assign(new FakePopup(), { close: refuse, focus: refuse });
    const run = start({}, popup);
    run.attempt.focus();
    page.post(GOOD, popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it('brings a frozen outcome with nothing of the message but ids', async () => {
    const run = start();
    page.post({ ...GOOD, access_token: 'secret', __proto__: { polluted: 1 } }, run.popup);
    await run.summary();
    const outcome = run.outcomes[0]!;
    expect(outcome).toEqual({
      status: 'connected',
      platform: 'facebook',
      connection: {
        platform: 'facebook',
        accountId: ACCOUNT_ID,
        reconnectAccounts: [],
        locationId: 'loc1',
        userId: 'user1',
      },
    });
    expect(Object.isFrozen(outcome)).toBe(true);
    expect(outcome.status === 'connected' && Object.isFrozen(outcome.connection)).toBe(true);
  });
});
