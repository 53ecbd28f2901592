import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { stubFocus, type FocusStub } from '../browsers/focus.js';
import { clickInPopup, closePopups } from '../browsers/popup.js';
import { readStatus } from '../element/fixture.js';
import { createListRig } from './list-rig.js';
import { createScript } from './proxy-fixture.js';

describe('a sign-in that is cut off, of which the list knows', () => {
  let focus: FocusStub;
  beforeEach(() => {
    focus = stubFocus(false);
  });
  afterEach(async () => {
    focus.restore();
    await closePopups();
  });

  it('ends connected at the first attempt if an expired account works again', async () => {
    const rig = await createListRig('expired', { coop: 'consent', consent: 'ask' }, { reconnect: true });
    const connected = rig.next('account-connected');
    await rig.click();
    await waitUntil(() => readStatus(rig.element).includes('Finish in the other window'));
    await clickInPopup('#allow');
    await rig.clickAction('I have finished');
    const { detail } = await connected;
    assert.equal(detail['confirmedBy'], 'list');
    assert.lengthOf(detail['reconnectAccounts'] as string[], 1);
    assert.equal(detail['locationId'], rig.locationId);
    assert.equal(rig.element.state, 'connected');
    assert.lengthOf(rig.outcomes(), 1);
  });

  it('ends connected when the person comes back', async () => {
    const rig = await createListRig('expired', { coop: 'consent', consent: 'ask' }, { reconnect: true });
    const connected = rig.next('account-connected');
    await rig.click();
    await waitUntil(() => readStatus(rig.element).includes('Finish in the other window'));
    await clickInPopup('#allow');
    focus.set(true);
    assert.equal((await connected).detail['confirmedBy'], 'list');
  });

  it('ends unconfirmed if the list has not changed, and says meanwhile that it checks', async () => {
    const rig = await createListRig('expired', { coop: 'consent', consent: 'ask' }, { reconnect: true });
    const unconfirmed = rig.next('connect-unconfirmed');
    await rig.click();
    await rig.clickAction('I have finished');
    await waitUntil(() => readStatus(rig.element) === 'Checking whether Facebook is connected…');
    assert.equal(rig.element.state, 'connecting');
    assert.isNull(rig.element.shadowRoot!.querySelector('.actions'));
    await unconfirmed;
    assert.lengthOf(rig.outcomes(), 1);
  });

  it('ends unconfirmed if only an account of another platform is new', async () => {
    const rig = await createListRig('ok', { coop: 'consent', consent: 'ask' });
    const unconfirmed = rig.next('connect-unconfirmed');
    await rig.click();
    await waitUntil(() => readStatus(rig.element).includes('Finish in the other window'));
    await rig.connectAtHighLevel('instagram');
    await rig.clickAction('I have finished');
    await unconfirmed;
  });

  it('ends connected if an account of the platform is new', async () => {
    const rig = await createListRig('ok', { coop: 'consent', consent: 'ask' });
    const connected = rig.next('account-connected');
    await rig.click();
    await waitUntil(() => readStatus(rig.element).includes('Finish in the other window'));
    await rig.connectAtHighLevel('facebook');
    await rig.clickAction('I have finished');
    const { detail } = await connected;
    assert.equal(detail['confirmedBy'], 'list');
    assert.match(String(detail['accountId']), /^[0-9a-f]{24}$/);
    assert.deepEqual(detail['reconnectAccounts'], []);
  });

  it('ends unconfirmed without a check or an error if the list is forbidden', async () => {
    const { url } = await createScript({ status: 404 });
    const rig = await createListRig('ok', { coop: 'consent' }, { proxyUrl: url });
    const unconfirmed = rig.next('connect-unconfirmed');
    await rig.click();
    await rig.clickAction('I have finished');
    await unconfirmed;
    await rig.element.updateComplete;
    assert.equal(readStatus(rig.element), 'Signed in to Facebook? Press the button once more to finish.');
    assert.isUndefined(rig.element.error);
  });

  it('leaves the message the first word where one arrives', async () => {
    focus.set(true);
    const rig = await createListRig('ok', {});
    const connected = rig.next('account-connected');
    await rig.click();
    assert.equal((await connected).detail['confirmedBy'], 'message');
  });
});
