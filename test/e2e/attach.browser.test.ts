import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import type { AttachedAccount } from '../../src/connect/index.js';
import { PLATFORM_NAMES, PLATFORMS } from '../../src/protocol/platforms.js';
import {
  COUNT,
  createPlayedRig,
  createProxyRig,
  createScript,
  PROXY,
  REFUSED_TOKEN,
  waitForNoPopup,
} from './proxy-fixture.js';

/** A location that no other test attaches to: what is attached stays so. */
async function createLocation(): Promise<() => Promise<string>> {
  const query = new URLSearchParams({ location: crypto.randomUUID() });
  return async () => (await fetch(`${PROXY}/session?${query}`, { method: 'POST' })).text();
}

const attachable = PLATFORM_NAMES.filter((platform) => PLATFORMS[platform].attachable);

for (const version of ['v3', '2021-07-28']) {
  describe(`attaching through the proxy, version ${version}`, () => {
    for (const platform of attachable) {
      it(`attaches every account that HighLevel offers for ${platform}`, async () => {
        const rig = await createPlayedRig(`${PROXY}/ok,${version}`, {
          platform,
          attach: 'choose',
          noAvatars: true,
          getSessionToken: await createLocation(),
        });
        const { element } = rig;
        const attached: AttachedAccount[] = [];
        const failed: unknown[] = [];
        element.addEventListener('account-attached', ({ detail }) => attached.push(detail));
        element.addEventListener('account-attach-failed', ({ detail }) => failed.push(detail.error));
        const details = rig.next('account-details');
        await rig.click();
        await details;
        assert.equal(element.state, 'choosing');
        await element.updateComplete;

        const open = element.details!.accounts.filter(({ connected }) => !connected);
        assert.lengthOf(element.details!.accounts, COUNT[platform] ?? 3);
        const root = element.shadowRoot!;
        const boxes = [...root.querySelectorAll<HTMLInputElement>('li input')];
        for (const box of boxes) if (!box.checked) box.click();
        await element.updateComplete;
        root.querySelector<HTMLButtonElement>('.primary')!.click();
        await waitUntil(() => element.state === 'connected' || failed.length > 0);

        assert.deepEqual(failed, []);
        assert.isNotEmpty(open);
        assert.deepEqual(
          attached.map(({ account }) => account.id),
          open.map(({ id }) => id),
        );
        for (const { response, accountId } of attached) {
          assert.isTrue((response as { success: boolean }).success);
          assert.equal(accountId, element.connection?.accountId);
        }
        await waitForNoPopup();
      });
    }

    it('attaches nothing for tiktok-business', async () => {
      const rig = await createPlayedRig(`${PROXY}/ok,${version}`, { platform: 'tiktok-business', attach: 'choose' });
      const details = rig.next('account-details');
      await rig.click();
      await details;
      assert.equal(rig.element.state, 'connected');
      assert.isNull(rig.element.shadowRoot!.querySelector('[part="picker"]'));
      await waitForNoPopup();
    });
  });
}

describe('an attached account', () => {
  it('is shown as connected to the next login', async () => {
    const getSessionToken = await createLocation();
    const settings = { platform: 'google', attach: 'auto', getSessionToken } as const;
    const first = await createProxyRig(`${PROXY}/ok`, settings);
    const attached = first.next('account-attached');
    await first.click();
    await attached;
    await waitForNoPopup();
    const second = await createProxyRig(`${PROXY}/ok`, settings);
    const details = second.next('account-details');
    await second.click();
    const { accounts } = (await details).detail as { accounts: { connected: boolean }[] };
    assert.deepEqual(
      accounts.map(({ connected }) => connected),
      [true],
    );
    assert.equal(second.element.state, 'connected');
    await waitForNoPopup();
  });
});

describe('a session token that was renewed for the details', () => {
  it('is used for attaching, too', async () => {
    const script = await createScript({ scenario: 'ok' });
    const settings = { platform: 'google', attach: 'auto', sessionToken: REFUSED_TOKEN } as const;
    const rig = await createPlayedRig(script.url, { ...settings, getSessionToken: await createLocation() });
    const attached = rig.next('account-attached');
    await rig.click();
    await attached;
    const requests = await script.readRequests();
    const isStale = ({ authorization }: { authorization: string | null }) =>
      authorization === `Bearer ${REFUSED_TOKEN}`;
    assert.deepEqual(
      requests.map((request) => [request.method, isStale(request)]),
      [
        ['POST', true],
        ['POST', false],
        ['GET', true],
        ['GET', false],
        ['POST', false],
      ],
    );
    await waitForNoPopup();
  });
});
