import { describe, expect, it, vi } from 'vitest';
import { GRACE_MS } from '../../src/connect/popup/close-detector.js';
import { makeUnreachable, page, POLL_MS, start, useFakePage, type Run } from './attempt-fixture.js';
import { ACCOUNT_ID, FakePopup, GOOD } from './fake-page.js';

useFakePage();

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
    const onPopupUnreachable = vi.fn();
    const run = start({ onPopupUnreachable });
    await makeUnreachable(run);
    await page.pass(60_000);
    expect(onPopupUnreachable).toHaveBeenCalledTimes(1);
    expect(await run.summary()).toBe('none');
    page.setFocus(true);
    await page.pass(GRACE_MS + POLL_MS);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
  });

  it('of one that was cut off comes at once when the person says so, and not before', async () => {
    const run = start();
    run.attempt.finish();
    expect(await run.summary()).toBe('none');
    await makeUnreachable(run);
    run.attempt.finish();
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
  });

  it.each([
    ['of success connects late, once', GOOD, 1],
    ['of an error tells nothing more', { ...GOOD, error: 'expired' }, 0],
  ] as const)('as unconfirmed stays armed: a message %s', async (_name, data, count) => {
    const onLateConnection = vi.fn();
    const run = start({ onLateConnection });
    await makeUnreachable(run);
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
    await makeUnreachable(run);
    page.setFocus(true);
    await page.pass(GRACE_MS + POLL_MS);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
    page.post(GOOD, run.popup);
    expect(onLateConnection).toHaveBeenCalledTimes(1);
  });

  it('as unconfirmed is disarmed by the deadline, and by cancel()', async () => {
    const onLateConnection = vi.fn();
    const [expired, cancelled] = [start({ onLateConnection, timeout: 5000 }), start({ onLateConnection })];
    await makeUnreachable(expired);
    await makeUnreachable(cancelled);
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
    // Captured at the window, as a browser does on the way to the document.
    page.window.dispatchEvent(new Event(type));
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
