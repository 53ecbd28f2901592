import { assert } from '@open-wc/testing';
import type { AttachedAccount } from '../../../src/index.js';
import { answerJson } from '../../e2e/proxy-fixture.js';
import { createRig, readStatus } from '../fixture.js';
import {
  answerPages,
  ATTACHED,
  boxes,
  countAttachRequests,
  createPages,
  createTalkingPopup,
  openPicker,
  ORIGIN,
  readChecked,
  REFUSED,
} from './picker-fixture.js';

const EMPTY = answerPages([]);
const PAGES = createPages(3);
const CONNECTED = PAGES.map((page) => ({ ...page, isConnected: true }));

describe('attach="auto"', () => {
  it('attaches the one account there is, and says so', async () => {
    const rig = await openPicker([answerPages(createPages(1)), ATTACHED], { attach: 'auto' });
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p1']);
    assert.include(readStatus(rig.element), 'Ready to use: \u2068Page 1\u2069');
    assert.isUndefined(rig.find('[part="picker"]'));
  });

  it('names the ids of what it attached, and marks the account as connected', async () => {
    const results = { _id: 'record', oAuthId: 'a1', oldId: 'list', originId: 'p1' };
    const rig = await openPicker([answerPages(createPages(1)), answerJson({ success: true, results }, 201)], {
      attach: 'auto',
    });
    let detail: AttachedAccount | undefined;
    rig.element.addEventListener('account-attached', (event) => ({ detail } = event));
    await rig.until('connected');
    assert.deepEqual(detail?.ids, { loginId: 'a1', originId: 'p1', recordId: 'record', listId: 'list' });
    assert.isTrue(detail?.account.connected);
  });

  it('has nothing to do where that one is attached already', async () => {
    const rig = await openPicker([answerPages(CONNECTED.slice(0, 1)), REFUSED], { attach: 'auto' });
    await rig.until('connected');
    assert.equal(await countAttachRequests(rig), 0);
    assert.isUndefined(rig.find('[part="picker"]'));
  });

  it('lets the person choose from several', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED], { attach: 'auto' });
    await rig.until('choosing');
    assert.deepEqual(readChecked(rig), [false, false, false]);
    assert.equal(await countAttachRequests(rig), 0);
  });

  it('says what the login lacks', async () => {
    const rig = await openPicker([EMPTY], { attach: 'auto' });
    await rig.until('choosing');
    assert.include(rig.find('[part="picker"] p').textContent, 'This login manages no pages on Facebook.');
  });

  it('offers another try where it failed', async () => {
    const rig = await openPicker([answerPages(createPages(1)), REFUSED, ATTACHED], { attach: 'auto' });
    await rig.until('choosing');
    rig.findButton('Try again').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attach-failed p1', 'account-attached p1']);
  });
});

describe('attach="choose"', () => {
  it('offers another login, or to leave it, where there is nothing', async () => {
    const rig = await openPicker([EMPTY]);
    await rig.until('choosing');
    rig.findButton('Not now').click();
    await rig.until('connected');
    assert.equal(rig.element.connection?.accountId, 'a1');
    assert.deepEqual(rig.attachings(), []);
  });

  it('signs in again for another login', async () => {
    const rig = await openPicker([EMPTY]);
    await rig.until('choosing');
    rig.findButton('Use another account').click();
    await rig.until('connecting');
    rig.element.cancel();
  });

  it('has the only account selected, and attaches it when told to', async () => {
    const rig = await openPicker([answerPages(createPages(1)), ATTACHED]);
    await rig.until('choosing');
    assert.deepEqual(readChecked(rig), [true]);
    assert.equal(await countAttachRequests(rig), 0);
    rig.findButton('Add selected (1)').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p1']);
  });

  it('attaches what is selected, one after the other, and tells of each', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED]);
    await rig.until('choosing');
    boxes(rig)[0]!.click();
    boxes(rig)[2]!.click();
    await rig.element.updateComplete;
    rig.findButton('Add selected (2)').click();
    assert.equal(rig.element.state, 'attaching');
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p1', 'account-attached p3']);
    assert.include(readStatus(rig.element), 'Ready to use: \u2068Page 1\u2069 and \u2068Page 3\u2069');
  });

  it('does nothing while nothing is selected', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED]);
    await rig.until('choosing');
    const button = rig.findButton('Add selected (0)');
    assert.equal(button.ariaDisabled, 'true');
    button.click();
    assert.equal(rig.element.state, 'choosing');
    assert.equal(await countAttachRequests(rig), 0);
  });

  it('leaves what is attached already as it is', async () => {
    const rig = await openPicker([answerPages(CONNECTED), ATTACHED]);
    await rig.until('choosing');
    boxes(rig)[0]!.click();
    assert.deepEqual(readChecked(rig), [true, true, true]);
    assert.isUndefined(rig.find('[part="picker"] > label'));
    rig.findButton('Done').click();
    await rig.until('connected');
    assert.equal(await countAttachRequests(rig), 0);
  });

  it('may be left with "not now"', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED]);
    await rig.until('choosing');
    boxes(rig)[0]!.click();
    rig.findButton('Not now').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), []);
    assert.lengthOf(rig.outcomes(), 1);
  });

  it('names at most four of the accounts that it attached', async () => {
    const rig = await openPicker([answerPages(createPages(6)), ATTACHED]);
    await rig.until('choosing');
    rig.find<HTMLInputElement>('[part="picker"] > label input').click();
    await rig.element.updateComplete;
    rig.findButton('Add selected (6)').click();
    await rig.until('connected');
    const status = readStatus(rig.element).replace(/[\u2068\u2069]/g, '');
    assert.include(status, 'Page 1, Page 2, Page 3, and 3 more');
  });
});

describe('connections that need no choice', () => {
  it('end as connected on a platform that nothing attaches', async () => {
    const rig = await openPicker([answerPages(PAGES)], { platform: 'tiktok-business' });
    await rig.until('connected');
    assert.isUndefined(rig.find('[part="picker"]'));
  });

  it('end as connected after a reconnect that names no login', async () => {
    const { openWindow, say } = await createTalkingPopup();
    const { element } = await createRig({
      allowedOrigins: ORIGIN,
      openWindow,
      proxyUrl: 'https://proxy.example/',
      attach: 'choose',
      reconnect: true,
    });
    const outcome = element.connect();
    say({ reconnectAccounts: ['a1', 'a2'] });
    assert.equal((await outcome).status, 'connected');
    assert.equal(element.state, 'connected');
  });
});
