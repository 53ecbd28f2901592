import { beforeEach, describe, expect, it, vi } from 'vitest';
import { parseSocialPlannerMessage } from '../../../src/protocol/message.js';
import { page, start, useFakePage } from '../attempt-fixture.js';
import { ACCOUNT_ID, FakePopup, GOOD, ORIGIN } from '../fake-page.js';

const DENIED = { page: 'social_media_posting', error: 'aborted' };

/** Stands in for what loads the code: it comes, or does not, when a test says so. */
const code = vi.hoisted(() => ({
  promise: Promise.resolve(),
  isThere: false,
  come: () => {},
  fail: (error: Error): void => void error,
}));
vi.mock('../../../src/connect/popup/load-message-parser.js', () => ({
  getReader: () => (code.isThere ? parseSocialPlannerMessage : undefined),
  loadReader: () => code.promise,
}));

useFakePage();
beforeEach(() => {
  code.isThere = false;
  code.promise = new Promise((resolve, reject) => {
    code.come = () => {
      code.isThere = true;
      resolve();
    };
    code.fail = reject;
  });
});

describe('before the code that reads messages is there', () => {
  it('keeps the message of the popup, and reads its data later', async () => {
    const { attempt, popup, outcomes } = start();
    const onRead = vi.fn();
    page.post(GOOD, popup, ORIGIN, onRead);
    await page.pass(10);
    expect(onRead).not.toHaveBeenCalled();
    expect(outcomes).toEqual([]);

    code.come();
    expect(await attempt.outcome).toMatchObject({ status: 'connected', connection: { accountId: ACCOUNT_ID } });
    expect(page.countLeftovers()).toBe(0);
  });

  it.each([
    ['a login, then a refusal', [GOOD, DENIED], 'connected'],
    ['a refusal, then a login', [DENIED, GOOD], 'cancelled'],
  ])('keeps the order of messages: %s', async (_name, messages, status) => {
    const { attempt, popup } = start();
    for (const message of messages) page.post(message, popup);
    code.come();
    expect((await attempt.outcome).status).toBe(status);
  });

  it('does not take a popup for cancelled that has posted and gone', async () => {
    const { attempt, popup, outcomes } = start();
    page.post(GOOD, popup);
    popup.close();
    await page.pass(9_000);
    expect(outcomes).toEqual([]);

    code.come();
    expect((await attempt.outcome).status).toBe('connected');
  });

  it('keeps the message of a window that a link opened, and that has posted and gone', async () => {
    const { attempt, outcomes, rejected } = start({ viaLink: true });
    const linked = new FakePopup();
    page.setFocus(false);
    await page.pass(1_000);
    page.post(GOOD, linked);
    linked.close();
    page.setFocus(true);
    await page.pass(9_000);
    expect(outcomes).toEqual([]);

    code.come();
    expect(await attempt.outcome).toMatchObject({ status: 'connected', connection: { accountId: ACCOUNT_ID } });
    expect(rejected).toEqual([]);
  });

  it('fails after a while if a popup has posted and gone, and the code never comes', async () => {
    const { attempt, popup, outcomes } = start();
    page.post(GOOD, popup);
    popup.close();
    await page.pass(15_000);
    expect(outcomes).toMatchObject([{ status: 'failed', error: { code: 'network_error' } }]);
    expect(attempt.ended).toBe(outcomes[0]);
    expect(page.countLeftovers()).toBe(0);
    code.come();
  });

  it('takes a popup for cancelled that has gone without a word', async () => {
    const { attempt, popup } = start();
    popup.close();
    await page.pass(10_000);
    expect(await attempt.outcome).toMatchObject({ status: 'cancelled', reason: 'popup-closed' });
    code.come();
  });

  it('keeps no message of another origin or window', async () => {
    const { popup, outcomes, rejected } = start();
    const onRead = vi.fn();
    page.post(GOOD, popup, 'https://evil.example', onRead);
    page.post(GOOD, new FakePopup(), ORIGIN, onRead);
    expect(rejected).toEqual(['origin https://evil.example', `source ${ORIGIN}`]);

    code.come();
    await page.pass(10);
    expect(onRead).not.toHaveBeenCalled();
    expect(outcomes).toEqual([]);
  });

  it('fails, and closes the popup, if it cannot be loaded', async () => {
    const { attempt, popup } = start();
    code.fail(new TypeError('Failed to fetch dynamically imported module'));
    const error = { code: 'network_error', message: expect.stringContaining('dynamically imported module') as string };
    expect(await attempt.outcome).toMatchObject({ status: 'failed', error });
    expect(popup.closed).toBe(true);
    expect(page.countLeftovers()).toBe(0);
  });
});
