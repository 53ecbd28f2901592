import { afterEach, beforeEach } from 'vitest';
import { connectSocialAccount } from '../../src/connect/connect-social-account.js';
import { BLUR_MS } from '../../src/connect/popup/close-detector.js';
import type { ConnectOptions } from '../../src/connect/options.js';
import type { Attempt, Outcome } from '../../src/connect/outcome.js';
import { FakePopup, installFakePage, ORIGIN, removeFakePage, type FakePage } from './fake-page.js';

export const POLL_MS = 250;

/** The page of the test that runs. */
export let page: FakePage;
let attempts: Attempt[];

/** Gives each test a page of its own, and ends what it has started there. */
export function useFakePage(): void {
  beforeEach(() => {
    page = installFakePage();
    attempts = [];
  });
  afterEach(() => {
    for (const attempt of attempts) attempt.cancel();
    removeFakePage();
  });
}

/** An attempt that runs, and what became of it. */
export interface Run {
  readonly attempt: Attempt;
  readonly popup: FakePopup;
  readonly rejected: string[];
  readonly outcomes: Outcome[];
  /** What an outcome comes down to, or `none`. */
  summary(): Promise<string>;
}

/** Starts an attempt, whose popup is this one. */
export function start(options: Partial<ConnectOptions> = {}, popup = new FakePopup()): Run {
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

/** Makes the popup look closed while the page does not get the focus back. */
export async function makeUnreachable({ popup }: Run): Promise<void> {
  page.setFocus(false);
  popup.closed = true;
  await page.pass(BLUR_MS + 2 * POLL_MS);
}
