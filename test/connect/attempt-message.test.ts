import { describe, expect, it, vi } from 'vitest';
import { page, start, useFakePage } from './attempt-fixture.js';
import { ACCOUNT_ID, FakePopup, GOOD, ORIGIN } from './fake-page.js';

useFakePage();

describe('ConnectAttempt', () => {
  it('connects by a message from the popup, closes it, and leaves nothing behind', async () => {
    const run = start();
    expect(page.countLeftovers()).toBeGreaterThan(0);
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(run.popup.closeCalls).toBe(1);
    expect(page.countLeftovers()).toBe(0);
  });

  it.each(['social_media_posting', 'social-media-posting'])('accepts a message for page %s', async (name) => {
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
  ])('does not read a message from the popup but from %s', async (_name, origin) => {
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
  ])('does not read a message from the right origin but from %s', async (_name, createSource) => {
    const run = start();
    const onRead = vi.fn();
    page.post(GOOD, createSource(), ORIGIN, onRead);
    expect(onRead).not.toHaveBeenCalled();
    expect(await run.summary()).toBe('none');
    expect(run.rejected).toEqual([`source ${ORIGIN}`]);
  });

  it('neither reads nor reports messages from other windows and origins', async () => {
    const run = start();
    const onRead = vi.fn();
    for (let count = 0; count < 1000; count += 1) page.post(GOOD, new FakePopup(), 'https://other.example', onRead);
    expect(onRead).not.toHaveBeenCalled();
    expect(run.rejected).toEqual([]);
    expect(await run.summary()).toBe('none');
  });

  it('reports a message for another platform or of another shape, and goes on waiting', async () => {
    const run = start();
    page.post({ ...GOOD, platform: 'linkedin' }, run.popup);
    page.post({ ...GOOD, page: 'settings' }, run.popup);
    expect(run.rejected).toEqual([`platform ${ORIGIN}`, `schema ${ORIGIN}`]);
    page.post({ ...GOOD, platform: undefined }, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it('reports at most 100 ignored messages', () => {
    const run = start();
    for (let count = 0; count < 150; count += 1) page.post(count, run.popup);
    expect(run.rejected).toHaveLength(100);
  });

  it('accepts the first success, whatever follows it', async () => {
    const run = start();
    page.post(GOOD, run.popup);
    page.post({ ...GOOD, error: 'no' }, run.popup);
    page.post({ ...GOOD, accountId: 'other' }, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it('accepts the first error, whatever follows it', async () => {
    const run = start();
    page.post({ ...GOOD, error: 'expired' }, run.popup);
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe('failed provider_error');
    expect(page.countLeftovers()).toBe(0);
  });

  it('is cancelled as denied by a refusal', async () => {
    const run = start();
    page.post({ ...GOOD, error: 'aborted' }, run.popup);
    expect(await run.summary()).toBe('cancelled denied');
  });

  it('ignores a message from the popup of an earlier attempt', async () => {
    const first = start();
    first.attempt.cancel();
    const second = start();
    page.post(GOOD, first.popup);
    expect(await second.summary()).toBe('none');
  });

  it('ignores a message from before the window exists', async () => {
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

  it('receives only its own message if several attempts run', async () => {
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

  it('connects although a callback of the page throws, which is reported', async () => {
    const error = new Error('A mistake of the page.');
    const run = start({
      onMessageRejected: () => {
        throw error;
      },
    });
    page.post('rubbish', run.popup);
    page.post(GOOD, run.popup);
    expect(await run.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(page.errors).toEqual([error]);
  });

  it('fails, and is not cancelled, if a message cannot be read', async () => {
    const cause = new Error('A patched built-in.');
    const run = start();
    const trim = vi.spyOn(String.prototype, 'trim').mockImplementation(() => {
      throw cause;
    });
    page.post(GOOD, run.popup);
    trim.mockRestore();
    run.popup.close();
    await page.pass(10_000);
    expect(run.outcomes).toMatchObject([{ status: 'failed', error: { code: 'invalid_response', cause } }]);
    expect(page.countLeftovers()).toBe(0);
  });

  it('receives its message if another attempt cannot read its own', async () => {
    const [first, second] = [start(), start()];
    const data = Object.defineProperty({ ...GOOD }, 'accountId', {
      enumerable: true,
      get: () => {
        throw new Error('A patched built-in.');
      },
    });
    page.post(data, first.popup);
    page.post(GOOD, second.popup);
    expect(await first.summary()).toBe('failed invalid_response');
    expect(await second.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });
});

describe('ConnectAttempt with openedByLink', () => {
  it('recognises the window by its opener, and closes it', async () => {
    const run = start({ openedByLink: true });
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
  ])('ignores a window %s', async (_name, createSource) => {
    const run = start({ openedByLink: true });
    page.post(GOOD, createSource());
    expect(await run.summary()).toBe('none');
    expect(run.rejected).toEqual([`source ${ORIGIN}`]);
  });

  it('ignores the popup of another attempt, running or ended', async () => {
    const linked = start({ openedByLink: true });
    const running = start();
    const ended = start();
    ended.attempt.cancel();
    page.post(GOOD, ended.popup);
    page.post(GOOD, running.popup);
    expect(await linked.summary()).toBe('none');
    expect(await running.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it('gives the messages of one window to one attempt', async () => {
    const [first, second] = [start({ openedByLink: true }), start({ openedByLink: true })];
    const [linked, other] = [new FakePopup(), new FakePopup()];
    page.post(GOOD, linked);
    page.post(GOOD, linked);
    expect(await first.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(await second.summary()).toBe('none');
    page.post(GOOD, other);
    expect(await second.summary()).toBe(`connected ${ACCOUNT_ID}`);
  });

  it('recognises the attempt by the platform if several wait for a window', async () => {
    const facebook = start({ openedByLink: true });
    const linkedin = start({ openedByLink: true, platform: 'linkedin' });
    page.post({ ...GOOD, platform: 'linkedin' }, new FakePopup());
    expect(await linkedin.summary()).toBe(`connected ${ACCOUNT_ID}`);
    expect(await facebook.summary()).toBe('none');
  });
});
