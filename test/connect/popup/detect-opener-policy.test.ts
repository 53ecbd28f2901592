import { afterEach, expect, it, vi } from 'vitest';
import { cutOff, page, start, useFakePage } from '../attempt-fixture.js';
import { ACCOUNT_ID, GOOD } from '../fake-page.js';

const PART = '../../../src/connect/popup/detect-opener-policy.js';

useFakePage();
afterEach(() => vi.doUnmock(PART));

it('a page that cuts off its own popups is told so', async () => {
  vi.doMock(PART, () => ({ doesPageIsolateItself: () => Promise.resolve(true) }));
  const onSelfIsolated = vi.fn();
  await cutOff(start({ onSelfIsolated }));
  await vi.dynamicImportSettled();
  expect(onSelfIsolated).toHaveBeenCalledOnce();
});

it('a page that cannot load what would tell it loses nothing but the hint', async () => {
  vi.doMock(PART, () => {
    throw new TypeError('Failed to fetch dynamically imported module');
  });
  const onSelfIsolated = vi.fn();
  const run = start({ onSelfIsolated });
  // A rejection that nobody handles would fail the whole run of the tests.
  await cutOff(run);
  await vi.dynamicImportSettled();
  expect(onSelfIsolated).not.toHaveBeenCalled();
  expect(await run.summary()).toBe('none');

  page.post(GOOD, run.popup);
  expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
});
