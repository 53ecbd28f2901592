import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { GRACE_MS } from '../../src/connect/popup/close-detector.js';
import { makeUnreachable, page, POLL_MS, start, useFakePage, type Run } from './attempt-fixture.js';
import { ACCOUNT_ID, FakePopup, GOOD } from './fake-page.js';

useFakePage();

describe('ConnectAttempt', () => {
  it('is cancelled soon after the popup was closed, unless a message arrives within the grace period', async () => {
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

  it('waits for an unreachable popup, reports it once, and ends as unconfirmed, never as cancelled', async () => {
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

  it('ends as unconfirmed when the person says that they have finished, but not while the popup is reachable', async () => {
    const run = start();
    run.attempt.finish();
    expect(await run.summary()).toBe('none');
    await makeUnreachable(run);
    run.attempt.finish();
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
  });

  it.each([
    ['success connects late, once', GOOD, 1],
    ['an error reports nothing more', { ...GOOD, error: 'expired' }, 0],
  ] as const)('still listens after unconfirmed: a message of %s', async (_name, data, count) => {
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

  it('accepts a late message also after the person came back to the page', async () => {
    const onLateConnection = vi.fn();
    const run = start({ onLateConnection });
    await makeUnreachable(run);
    page.setFocus(true);
    await page.pass(GRACE_MS + POLL_MS);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
    page.post(GOOD, run.popup);
    expect(onLateConnection).toHaveBeenCalledTimes(1);
  });

  it('accepts no late message after the deadline or cancel()', async () => {
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

  it('times out by the clock, also after the computer has slept', async () => {
    const run = start({ timeout: 60_000 });
    await page.pass(59_000);
    expect(await run.summary()).toBe('none');
    vi.setSystemTime(3_600_000);
    page.setFocus(true);
    expect(await run.summary()).toBe('failed timed_out');
    expect(run.popup.closeCalls).toBe(1);
    expect(page.countLeftovers()).toBe(0);
  });

  it.each(['visibilitychange', 'pageshow', 'focus'])('checks the clock on %s', async (type) => {
    const run = start({ timeout: 1000 });
    vi.setSystemTime(5000);
    // Captured at the window, as a browser does on the way to the document.
    page.window.dispatchEvent(new Event(type));
    expect(await run.summary()).toBe('failed timed_out');
  });

  it.each([600_000, 2 ** 31, 1e15])('does not time out early with a timeout of %d ms', async (timeout) => {
    const run = start({ timeout });
    await page.pass(500_000);
    expect(await run.summary()).toBe('none');
  });

  it('does not end when the popup closes while the page is hidden', async () => {
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
  ])('is aborted by %s, closes the popup and leaves no listener and no timer', async (_name, act) => {
    const controller = new AbortController();
    const run = start({ signal: controller.signal });
    act(run, controller);
    expect(await run.summary()).toBe('cancelled aborted');
    expect(run.popup.closeCalls).toBe(1);
    expect(page.countLeftovers()).toBe(0);
  });

  it.each<[string, (run: Run, controller: AbortController) => void]>([
    ['cancel()', ({ attempt }) => attempt.cancel()],
    ['the signal', (_run, controller) => controller.abort()],
    ['leaving the page', () => page.window.dispatchEvent(new Event('pagehide'))],
    ['a refusal afterwards', ({ popup }) => page.post({ ...GOOD, error: 'aborted' }, popup)],
  ])('is connected if HighLevel has reported it, and not before: %s', async (name, act) => {
    const controllers = [new AbortController(), new AbortController()] as const;
    const [early, late] = controllers.map(({ signal }) => start({ signal, reconnectAccount: 'account-1' })) as [
      Run,
      Run,
    ];
    page.post(GOOD, late.popup);
    if (name !== 'leaving the page') act(early, controllers[0]);
    act(late, controllers[1]);
    await vi.dynamicImportSettled();
    expect(await early.summary()).toMatch(/^cancelled /);
    expect(await late.summary()).toBe(`connected ${ACCOUNT_ID}`);
    late.attempt.cancel();
    expect(late.outcomes).toHaveLength(1);
    expect(late.popup.closeCalls).toBeGreaterThan(0);
    expect(page.countLeftovers()).toBe(0);
  });

  it('is connected, without `matched`, if the comparison takes longer than 10 s', async () => {
    const matching = '../../src/connect/accounts/match-account.js';
    onTestFinished(() => void vi.doUnmock(matching));
    vi.doMock(matching, () => new Promise(() => undefined));
    const run = start({ reconnectAccount: 'account-1' });
    page.post(GOOD, run.popup);
    await page.pass(10_000 - POLL_MS);
    expect(await run.summary()).toBe('none');
    await page.pass(2 * POLL_MS);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(run.outcomes).not.toMatchObject([{ connection: { matched: expect.anything() as unknown } }]);
    expect(page.countLeftovers()).toBe(0);
  });

  it('connects late, once, if it is cancelled while a late message is compared', async () => {
    const onLateConnection = vi.fn();
    const run = start({ onLateConnection, reconnectAccount: 'account-1' });
    await makeUnreachable(run);
    run.attempt.finish();
    page.post(GOOD, run.popup);
    run.attempt.cancel();
    run.attempt.cancel();
    expect(onLateConnection).toHaveBeenCalledTimes(1);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
  });

  it('ends also if close() and focus() of the popup throw', async () => {
    const refuse = () => {
      throw new Error('Cut off.');
    };
    const popup = Object.assign(new FakePopup(), { close: refuse, focus: refuse });
    const run = start({}, popup);
    run.attempt.focus();
    page.post(GOOD, popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it('goes on if a callback of the page throws, and reports the error', async () => {
    const error = new Error('A mistake of the page.');
    const fail = () => {
      throw error;
    };
    const run = start({ onPopupUnreachable: fail, onMessageRejected: fail, onLateConnection: fail });
    page.post('rubbish', run.popup);
    await makeUnreachable(run);
    run.attempt.finish();
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe('unconfirmed popup-unreachable');
    expect(page.errors).toEqual([error, error, error]);
    expect(page.countLeftovers()).toBe(0);
  });

  it('has a frozen outcome with nothing of the message but ids', async () => {
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
        confirmedBy: 'message',
        locationId: 'loc1',
        userId: 'user1',
      },
    });
    expect(Object.isFrozen(outcome)).toBe(true);
    expect(outcome.status === 'connected' && Object.isFrozen(outcome.connection)).toBe(true);
  });
});
