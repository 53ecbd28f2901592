import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { stubFocus } from '../browsers/focus.js';
import { clickInPopup, closePopups, countPopups } from '../browsers/popup.js';
import { listAccounts, type Account } from '../../src/connect/index.js';
import { readStatus } from '../element/fixture.js';
import { createListRig, type ListRig } from './list-rig.js';
import { createScript } from './proxy-fixture.js';

function readFacebook({ element }: ListRig): Promise<readonly Account[]> {
  const { proxyUrl, getSessionToken, locationId } = element;
  return listAccounts({ proxyUrl, getSessionToken, locationId, platforms: ['facebook'] }).then(
    ({ accounts }) => accounts,
  );
}

/** An element that is to reconnect the account that the location has from the beginning. */
async function createReconnectRig(scenario: string, query: Record<string, string> = {}) {
  const rig = await createListRig(scenario, query);
  const [account] = await readFacebook(rig);
  rig.element.reconnectAccount = account!.id;
  await rig.element.updateComplete;
  return { ...rig, account: account! };
}

describe('reconnect-account', () => {
  afterEach(closePopups);

  it('is a reconnect, and matched if the same person signs in', async () => {
    const rig = await createReconnectRig('ok');
    assert.include(rig.button.textContent, 'Reconnect Facebook');
    const connected = rig.next('account-connected');
    await rig.click();
    const { detail } = await connected;
    assert.deepInclude(rig.events[0], { type: 'connect-start' });
    assert.isTrue((rig.events[0]!.detail as { reconnect: boolean }).reconnect);
    assert.isTrue(detail['matched']);
    assert.notProperty(detail, 'mismatch');
    assert.include(detail['reconnectAccounts'] as string[], rig.account.id);
    assert.notInclude(readStatus(rig.element), 'another account');
    await waitUntil(async () => (await countPopups()) === 0);
  });

  it('is not matched if somebody else signs in: both names are shown, and the old account is untouched', async () => {
    const rig = await createReconnectRig('other-account');
    const connected = rig.next('account-connected');
    await rig.click();
    const { detail } = await connected;
    assert.isFalse(detail['matched']);
    const { expected, actual } = detail['mismatch'] as { expected: string; actual: string[] };
    assert.equal(expected, rig.account.name);
    assert.isNotEmpty(actual);
    assert.notInclude(actual, expected);
    await rig.element.updateComplete;
    const status = readStatus(rig.element);
    assert.include(status, 'You signed in with another account:');
    for (const name of [expected, actual[0]!]) assert.include(status, name);
    assert.deepEqual(await readFacebook(rig), [rig.account]);
    assert.lengthOf(rig.outcomes(), 1);
    await waitUntil(async () => (await countPopups()) === 0);
  });

  it('says that it is another account also if nobody knows the names', async () => {
    const rig = await createReconnectRig('other-account');
    rig.element.proxyUrl = (await createScript({ status: 403 })).url;
    const connected = rig.next('account-connected');
    await rig.click();
    assert.isFalse((await connected).detail['matched']);
    await rig.element.updateComplete;
    assert.include(readStatus(rig.element), 'The expected one has not been reconnected.');
  });

  it('is matched by the list if the sign-in was cut off', async () => {
    const focus = stubFocus(false);
    try {
      const rig = await createReconnectRig('expired', { coop: 'consent', consent: 'ask' });
      assert.equal(rig.account.status, 'expired');
      const connected = rig.next('account-connected');
      await rig.click();
      await waitUntil(() => readStatus(rig.element).includes('Finish in the other window'));
      await clickInPopup('#allow');
      await rig.clickAction('I have finished');
      const { detail } = await connected;
      assert.equal(detail['confirmedBy'], 'list');
      assert.isTrue(detail['matched']);
    } finally {
      focus.restore();
    }
  });

  it('that is no id is refused before anything opens', async () => {
    const rig = await createListRig('ok', {}, { reconnectAccount: '../users' });
    assert.equal((await rig.element.connect()).status, 'failed');
    assert.equal(rig.element.error?.option, 'reconnectAccount');
  });
});
