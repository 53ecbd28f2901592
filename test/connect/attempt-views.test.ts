import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectAttempt } from '../../src/connect/attempt.js';
import { parseConnectOptions } from '../../src/connect/config.js';
import type { ConnectOptions } from '../../src/connect/options.js';
import { BLUR_MS, GRACE_MS } from '../../src/connect/popup/close-detector.js';
import { page, POLL_MS, start, useFakePage } from './attempt-fixture.js';
import { ACCOUNT_ID, FakePopup, FakeView, GOOD, ORIGIN } from './fake-page.js';

useFakePage();

let shown: FakeView;
let popup: FakePopup;
let attempts: ConnectAttempt[];

beforeEach(() => {
  [shown, popup, attempts] = [new FakeView(), new FakePopup(), []];
  shown.popup = popup;
});
afterEach(() => {
  for (const attempt of attempts) attempt.cancel();
});

/** Starts an attempt of an element that the window `shown` shows. */
function startShown(options: Partial<ConnectOptions> = {}) {
  const rejected: string[] = [];
  const onMessageRejected = (reason: string, origin: string) => rejected.push(`${reason} ${origin}`);
  const ids = { platform: 'facebook', locationId: 'loc1', userId: 'user1' } as const;
  const config = parseConnectOptions({ ...ids, allowedOrigins: ORIGIN, onMessageRejected, ...options });
  const outcomes: string[] = [];
  const attempt = new ConnectAttempt(
    config,
    (outcome) => outcomes.push('reason' in outcome ? `${outcome.status} ${outcome.reason}` : outcome.status),
    shown as unknown as Window,
  );
  attempts.push(attempt);
  attempt.start();
  return { attempt, rejected, outcomes };
}

const VIEWS: [string, () => FakeView][] = [
  ['the window that shows the element', () => shown],
  ["the script's window", () => page.window],
];

describe('an attempt in another window than that of the script', () => {
  it("falls back to the script's window if it cannot open the popup, and uses no other if it can", async () => {
    const refuse = (): never => {
      throw new DOMException('Sandboxed.', 'InvalidAccessError');
    };
    page.window.popup = popup;
    for (const open of [refuse, () => null, () => Object.assign(new FakePopup(), { closed: true })]) {
      shown.open = open;
      const { attempt, outcomes } = startShown();
      page.post(GOOD, popup);
      await attempt.outcome;
      expect(outcomes).toEqual(['connected']);
      popup.closed = false;
      page.window.popup = popup = new FakePopup();
    }
    expect(page.window.opened).toHaveLength(3);
    shown.open = () => popup;
    startShown();
    expect(page.window.opened).toHaveLength(3);
  });

  it('fails with the cause if every window refuses', async () => {
    const cause = new Error('Sandboxed.');
    shown.open = () => {
      throw cause;
    };
    const { attempt } = startShown();
    expect(await attempt.outcome).toMatchObject({ error: { code: 'popup_blocked', cause } });
  });

  it('takes no window of the page itself for a popup, as some in-app browsers return', async () => {
    for (const [, getView] of VIEWS) {
      const close = vi.fn();
      const own = Object.assign(getView(), { closed: false, close });
      const { attempt } = startShown({ openWindow: () => own as unknown as Window });
      expect(await attempt.outcome).toMatchObject({ error: { code: 'popup_blocked' } });
      expect(close).not.toHaveBeenCalled();
    }
    const { attempt } = startShown({ openWindow: () => popup as unknown as Window });
    expect(attempt.isRunning).toBe(true);
    attempt.cancel();
    expect(popup.closeCalls).toBe(1);
  });

  it('opens the popup from there, on its screen', () => {
    Object.assign(shown, { screenX: 2000, screen: { availLeft: 1600, availWidth: 1600, availHeight: 900 } });
    const { outcomes } = startShown();
    expect(shown.opened).toEqual(['popup=1,width=600,height=720,left=2300,top=40']);
    expect(page.window.opened).toEqual([]);
    expect(outcomes).toEqual([]);
  });

  it("opens it from the script's window if only that one may", () => {
    [shown.popup, page.window.popup] = [null, popup];
    const { outcomes } = startShown();
    expect([shown.opened.length, page.window.opened.length]).toEqual([1, 1]);
    expect(outcomes).toEqual([]);
  });

  it('is blocked if neither may, and leaves nothing behind', () => {
    shown.popup = null;
    expect(startShown().outcomes).toEqual(['failed']);
    expect(shown.count() + page.countLeftovers()).toBe(0);
  });

  it("opens one from the script's window, and listens only there, if that shows the element", () => {
    page.window.popup = popup;
    const ids = { platform: 'facebook', locationId: 'loc1', userId: 'user1' } as const;
    const attempt = new ConnectAttempt(parseConnectOptions(ids), undefined, globalThis.window);
    attempts.push(attempt);
    attempt.start();
    expect(page.window.opened).toHaveLength(1);
    expect(page.window.listeners.get('message')?.size).toBe(1);
  });

  it.each(VIEWS)('connects by a message at %s, and leaves nothing behind', async (_name, find) => {
    const { attempt } = startShown();
    page.post(GOOD, popup, ORIGIN, undefined, find());
    expect(await attempt.outcome).toMatchObject({ status: 'connected', connection: { accountId: ACCOUNT_ID } });
    expect(popup.closed).toBe(true);
    expect(shown.count() + page.countLeftovers()).toBe(0);
  });

  it.each(VIEWS)('connects by a message at %s if the page opens the popup', (_name, find) => {
    const { outcomes } = startShown({ openWindow: () => popup as unknown as Window });
    expect(shown.opened).toEqual([]);
    page.post(GOOD, popup, ORIGIN, undefined, find());
    expect(outcomes).toEqual(['connected']);
  });

  it.each(VIEWS)('checks source, origin, shape and platform of a message at %s', (_name, find) => {
    const { rejected, outcomes } = startShown();
    const onRead = vi.fn();
    page.post(GOOD, new FakePopup(), ORIGIN, onRead, find());
    page.post(GOOD, popup, 'https://evil.example', onRead, find());
    page.post(GOOD, new FakePopup(), 'https://evil.example', onRead, find());
    expect(onRead).not.toHaveBeenCalled();
    page.post({ ...GOOD, page: 'another' }, popup, ORIGIN, undefined, find());
    page.post({ ...GOOD, platform: 'linkedin' }, popup, ORIGIN, undefined, find());
    expect(rejected).toEqual([
      `source ${ORIGIN}`,
      'origin https://evil.example',
      `schema ${ORIGIN}`,
      `platform ${ORIGIN}`,
    ]);
    expect(outcomes).toEqual([]);
  });

  it('hears nothing of messages at windows that are not its own', () => {
    const run = start();
    startShown();
    page.post(GOOD, new FakePopup(), ORIGIN, undefined, shown);
    page.post(GOOD, run.popup, ORIGIN, undefined, shown);
    expect(run.rejected).toEqual([]);
    expect(run.attempt.isRunning).toBe(true);
    page.post(GOOD, run.popup);
    expect(run.attempt.isRunning).toBe(false);
  });

  it('keeps the listener of a window for another attempt there', () => {
    const [first, second] = [startShown(), startShown()];
    first.attempt.cancel();
    popup.closed = false;
    page.post(GOOD, popup, ORIGIN, undefined, shown);
    expect(second.outcomes).toEqual(['connected']);
  });

  it.each(VIEWS)('recognises the window of a link by its opener, %s', (_name, find) => {
    const { outcomes } = startShown({ openedByLink: true });
    page.post(GOOD, Object.assign(new FakePopup(), { opener: find() }), ORIGIN, undefined, find());
    expect(outcomes).toEqual(['connected']);
  });

  it.each<[string, () => unknown]>([
    ['that another page opened', () => Object.assign(new FakePopup(), { opener: new FakeView() })],
    ['that shows the element', () => Object.assign(shown, { opener: page.window })],
  ])('never takes a window %s for that of a link', (_name, find) => {
    const { rejected, outcomes } = startShown({ openedByLink: true });
    page.post(GOOD, find(), ORIGIN, undefined, shown);
    expect(rejected).toEqual([`source ${ORIGIN}`]);
    expect(outcomes).toEqual([]);
  });

  it.each(VIEWS)('ends when the popup is closed and the focus is in %s', async (_name, find) => {
    const { outcomes } = startShown();
    for (const view of [shown, page.window]) view.setFocus(view === find());
    popup.closed = true;
    await page.pass(GRACE_MS + 2 * POLL_MS);
    expect(outcomes).toEqual(['cancelled popup-closed']);
  });

  it('waits while the focus is in neither, until the person comes back', async () => {
    const { outcomes } = startShown();
    for (const view of [shown, page.window]) view.setFocus(false);
    popup.closed = true;
    await page.pass(BLUR_MS + GRACE_MS + 2 * POLL_MS);
    expect(outcomes).toEqual([]);
    shown.setFocus(true);
    await page.pass(GRACE_MS + 2 * POLL_MS);
    expect(outcomes).toEqual(['unconfirmed popup-unreachable']);
  });

  it('checks the popup at once when the window that shows the element gets the focus', async () => {
    const { outcomes } = startShown({ timeout: 100 });
    await page.pass(150);
    expect(outcomes).toEqual([]);
    shown.setFocus(true);
    expect(outcomes).toEqual(['failed']);
  });

  it.each(VIEWS)('is aborted when %s goes', (_name, find) => {
    const { outcomes } = startShown();
    find().dispatchEvent(new Event('pagehide'));
    expect(outcomes).toEqual(['cancelled aborted']);
    expect(popup.closed).toBe(true);
  });
});
