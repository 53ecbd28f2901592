import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { connectSocialAccount } from '../../src/connect/connect-social-account.js';
import type { Outcome } from '../../src/connect/outcome.js';
import { FakePopup, GOOD, installFakePage, ORIGIN, removeFakePage } from './fake-page.js';

const TIMEOUT_MS = 20_000;

const GENUINE = { good: GOOD, denied: { ...GOOD, error: 'aborted' }, error: { ...GOOD, error: 'expired' } };
const RUBBISH = [null, 'rubbish', { ...GOOD, platform: 'linkedin' }, { ...GOOD, page: 'settings' }];

type Step =
  | { readonly type: 'genuine'; readonly name: keyof typeof GENUINE }
  | { readonly type: 'rubbish'; readonly data: unknown }
  | { readonly type: 'foreign'; readonly origin: string }
  | { readonly type: 'pass'; readonly ms: number }
  | { readonly type: 'focus'; readonly focused: boolean }
  | { readonly type: 'close' | 'finish' | 'cancel' | 'abort' | 'leave' | 'refocus' };

const steps = fc.array(
  fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({ type: fc.constant('genuine'), name: fc.constantFrom('good', 'denied', 'error') }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('rubbish'), data: fc.constantFrom(...RUBBISH) }) },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant('foreign'), origin: fc.constantFrom(ORIGIN, 'https://evil.example') }),
    },
    { weight: 6, arbitrary: fc.record({ type: fc.constant('pass'), ms: fc.integer({ min: 0, max: 3000 }) }) },
    { weight: 3, arbitrary: fc.record({ type: fc.constant('focus'), focused: fc.boolean() }) },
    { weight: 2, arbitrary: fc.constant({ type: 'close' }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('finish', 'cancel', 'abort', 'leave', 'refocus') }) },
  ) as fc.Arbitrary<Step>,
  { maxLength: 25 },
);

/** One way to each end: chance alone would leave out the rare ones now and then. */
const ENDS: [Step[]][] = [
  [[]],
  [[{ type: 'genuine', name: 'good' }]],
  [[{ type: 'genuine', name: 'denied' }]],
  [[{ type: 'genuine', name: 'error' }]],
  [[{ type: 'cancel' }]],
  [[{ type: 'focus', focused: true }, { type: 'close' }, { type: 'pass', ms: 3000 }]],
  [[{ type: 'close' }, { type: 'pass', ms: 1000 }, { type: 'focus', focused: true }, { type: 'pass', ms: 3000 }]],
];

describe('ConnectAttempt', () => {
  afterEach(removeFakePage);

  it('ends once in whatever order things happen, and leaves nothing behind', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const page = installFakePage();
        const popup = new FakePopup();
        const controller = new AbortController();
        const outcomes: Outcome[] = [];
        const late: unknown[] = [];
        const attempt = connectSocialAccount({
          platform: 'facebook',
          locationId: 'loc1',
          userId: 'user1',
          allowedOrigins: ORIGIN,
          timeout: TIMEOUT_MS,
          openWindow: () => popup as unknown as Window,
          signal: controller.signal,
          onLateConnection: (connection) => late.push(connection),
        });
        void attempt.outcome.then((outcome) => outcomes.push(outcome));
        page.setFocus(false);

        /** What has happened while the attempt had no outcome; it must explain the outcome. */
        const happened = new Set<string>();
        for (const step of sequence) {
          if (outcomes.length === 0) happened.add(step.type === 'genuine' ? step.name : step.type);
          if (step.type === 'genuine') page.post(GENUINE[step.name], popup);
          if (step.type === 'rubbish') page.post(step.data, popup);
          if (step.type === 'foreign') page.post(GOOD, new FakePopup(), step.origin);
          if (step.type === 'pass') await page.pass(step.ms);
          if (step.type === 'focus') page.setFocus(step.focused);
          if (step.type === 'close') popup.closed = true;
          if (step.type === 'finish') attempt.finish();
          if (step.type === 'cancel') attempt.cancel();
          if (step.type === 'abort') controller.abort();
          if (step.type === 'leave') page.window.dispatchEvent(new Event('pagehide'));
          if (step.type === 'refocus') attempt.focus();
          await page.pass(0);
        }
        await page.pass(TIMEOUT_MS + 1000);

        expect(outcomes).toHaveLength(1);
        const [outcome] = outcomes as [Outcome];
        const name =
          outcome.status === 'failed' ? outcome.error.code : 'reason' in outcome ? outcome.reason : outcome.status;
        const reasons: Record<string, readonly string[]> = {
          connected: ['good'],
          denied: ['denied'],
          provider_error: ['error'],
          'popup-closed': ['close'],
          aborted: ['cancel', 'abort', 'leave'],
          'popup-unreachable': ['close'],
        };
        if (name !== 'timed_out') expect(reasons[name]?.some((reason) => happened.has(reason))).toBe(true);
        expect(late.length).toBeLessThanOrEqual(name === 'popup-unreachable' ? 1 : 0);
        expect(page.countLeftovers()).toBe(0);
        expect(popup.closeCalls).toBe(1);
        seen.add(name);
        removeFakePage();
      }),
      { numRuns: 600, examples: ENDS },
    );
    // The property is worth something only if every end was reached.
    expect([...seen].sort()).toEqual(
      ['aborted', 'connected', 'denied', 'popup-closed', 'popup-unreachable', 'provider_error', 'timed_out'].sort(),
    );
  });
});
