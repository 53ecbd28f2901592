import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createListProof } from '../../../src/connect/accounts/list-proof.js';
import { parseConnectOptions, type ConnectConfig } from '../../../src/connect/config.js';
import { installFakePage, removeFakePage, type FakePage } from '../fake-page.js';

const ACCOUNT = { id: 'a', oauthId: 'login1', platform: 'facebook', name: 'One', isExpired: false };

let page: FakePage;
beforeEach(() => (page = installFakePage()));
afterEach(removeFakePage);

const list = (...accounts: unknown[]) => Response.json({ success: true, results: { accounts, can: ['list'] } });
const refuse = (status: number, code: string) => Response.json({ error: { code, message: 'No.' } }, { status });

/** Watches a list, which is empty before. */
async function watch(
  answer: () => Response | Promise<Response> = () => list(),
  session: Partial<ConnectConfig['options']> = {},
) {
  let calls = 0;
  const send = () => Promise.resolve((calls += 1) === 1 ? list() : answer());
  const config = parseConnectOptions({ platform: 'facebook', proxyUrl: '/api', fetch: send });
  const controller = new AbortController();
  const options = { ...config.options, ...session };
  const proof = await createListProof({ ...config, options }, controller.signal, [window]);
  const results: unknown[] = [];
  void proof.watch(controller.signal).then((result) => results.push(result));
  return { results, stop: () => controller.abort(), countLooks: () => calls - 1 };
}

function setVisibility(state: 'visible' | 'hidden'): void {
  page.document.visibilityState = state;
  page.document.dispatchEvent(new Event('visibilitychange'));
}

describe('watching the list', () => {
  it('looks every 5 s, until an account appears', async () => {
    let accounts: unknown[] = [];
    const { results, countLooks } = await watch(() => list(...accounts));
    await page.pass(14_000);
    expect(countLooks()).toBe(3);
    accounts = [ACCOUNT];
    await page.pass(1_000);
    expect(results).toEqual([
      { platform: 'facebook', accountId: 'login1', reconnectAccounts: [], confirmedBy: 'list' },
    ]);
    expect(page.countLeftovers()).toBe(0);
  });

  it('names the location and the user of the session, as they are at the end', async () => {
    let locationId = 'loc1';
    const getUser = () => ({ locationId, userId: 'user1' });
    const { results } = await watch(() => list(ACCOUNT), { getUser });
    locationId = 'loc2';
    await page.pass(5_000);
    expect(results).toEqual([expect.objectContaining({ locationId: 'loc2', userId: 'user1' })]);
  });

  it('ends after 10 min', async () => {
    const { results, countLooks } = await watch();
    await page.pass(600_000);
    expect(results).toEqual([undefined]);
    expect(countLooks()).toBe(120);
    expect(page.countLeftovers()).toBe(0);
  });

  it('does not look while the page is hidden, and at once when it is seen again', async () => {
    const { results, countLooks } = await watch(() => list(...(countLooks() > 1 ? [ACCOUNT] : [])));
    await page.pass(0);
    setVisibility('hidden');
    await page.pass(60_000);
    expect(countLooks()).toBe(1);
    setVisibility('visible');
    await page.pass(0);
    expect(countLooks()).toBe(2);
    expect(results).toHaveLength(1);
  });

  it('ends when it is stopped', async () => {
    const { results, stop, countLooks } = await watch();
    await page.pass(0);
    stop();
    await page.pass(60_000);
    expect(results).toEqual([undefined]);
    expect(countLooks()).toBe(1);
    expect(page.countLeftovers()).toBe(0);
  });

  it.each<[string, () => Response | Promise<Response>, number]>([
    ['ends when the list is forbidden', () => refuse(403, 'forbidden'), 1],
    ['goes on when there were too many requests', () => refuse(429, 'rate_limited'), 3],
    ['goes on when the server fails', () => refuse(502, 'upstream_error'), 3],
    ['goes on when the response has no list', () => Response.json({ success: true, results: { can: ['list'] } }), 3],
  ])('%s', async (_title, answer, looks) => {
    const { results, stop, countLooks } = await watch(answer);
    await page.pass(14_000);
    expect(countLooks()).toBe(looks);
    stop();
    await page.pass(0);
    expect(results).toEqual([undefined]);
  });

  it('goes on when one response does not arrive', async () => {
    const { countLooks } = await watch(() => new Promise(() => undefined));
    await page.pass(10_000);
    expect(countLooks()).toBe(2);
  });
});
