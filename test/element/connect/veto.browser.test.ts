import { assert } from '@open-wc/testing';
import { stubFocus } from '../../browsers/focus.js';
import { countPopups } from '../../browsers/popup.js';
import { waitUntil } from '../../browsers/wait-until.js';
import { createRig, readStatus } from '../fixture.js';
import {
  answerPages,
  ATTACHED,
  createPages,
  createTalkingPopup,
  openPicker,
  ORIGIN,
} from '../picker/picker-fixture.js';

const veto = (event: Event) => event.preventDefault();

describe('a page that vetoes an attempt', () => {
  it('keeps a connected button from signing in again', async () => {
    const { element, click, next, outcomes } = await createRig();
    const connected = next('account-connected');
    await click();
    const { detail } = await connected;
    const states: string[] = [];
    element.addEventListener('connect-start', (event) => {
      states.push(element.state);
      if (element.state === 'connected') event.preventDefault();
    });
    await click();
    assert.deepEqual(states, ['connected'], 'a click would sign in again');
    assert.equal(element.state, 'connected');
    assert.equal(element.connection?.accountId, detail.accountId);
    assert.lengthOf(outcomes(), 1);
    await waitUntil(async () => (await countPopups()) === 0, 'no popup is left');
  });

  it('keeps the choice that is being made', async () => {
    const rig = await openPicker([answerPages(createPages(2)), ATTACHED]);
    await rig.until('choosing');
    rig.element.addEventListener('connect-start', veto);
    assert.deepInclude(await rig.element.connect(), { status: 'cancelled', reason: 'aborted' });
    assert.equal(rig.element.state, 'choosing');
    rig.findAll<HTMLInputElement>('li input')[0]!.click();
    await rig.element.updateComplete;
    rig.findButton('Add selected (1)').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p1']);
  });

  it('keeps the request for the accounts', async () => {
    const rig = await openPicker([{ ...answerPages(createPages(2)), wait: true }]);
    await rig.until('loading-details');
    await waitUntil(async () => (await rig.script.readRequests()).length === 1);
    rig.element.addEventListener('connect-start', veto);
    await rig.element.connect();
    await rig.script.letGo();
    await rig.until('choosing');
  });

  it('keeps a late message of the last one welcome', async () => {
    const focus = stubFocus(false);
    try {
      const popup = { closed: false, close() {}, focus() {} };
      const { element, outcomes } = await createRig({ allowedOrigins: ORIGIN, openWindow: () => popup as Window });
      const outcome = element.connect();
      // Without the focus, cut off.
      popup.closed = true;
      await waitUntil(() => readStatus(element).includes('Finish in the other window'));
      element.shadowRoot!.querySelector<HTMLButtonElement>('.actions button')!.click();
      assert.equal((await outcome).status, 'unconfirmed');
      element.addEventListener('connect-start', veto);
      await element.connect();
      const data = { page: 'social_media_posting', accountId: 'a1' };
      const message = new MessageEvent('message', { origin: ORIGIN, data });
      Object.defineProperty(message, 'source', { value: popup });
      dispatchEvent(message);
      assert.equal(outcomes().at(-1)?.type, 'account-connected');
      assert.equal(element.connection?.accountId, 'a1');
    } finally {
      focus.restore();
    }
  });
});

describe('a page that asks to connect while it is told of an attempt', () => {
  it('gets that attempt', async () => {
    const { openWindow, say } = await createTalkingPopup();
    let opened = 0;
    const { element, outcomes } = await createRig({
      allowedOrigins: ORIGIN,
      openWindow: () => {
        opened += 1;
        return openWindow();
      },
    });
    const promises: Promise<unknown>[] = [];
    element.addEventListener('state-change', () => {
      if (element.state === 'connecting') promises.push(element.connect());
    });
    promises.push(element.connect());
    say({ accountId: 'a1' });
    await Promise.all(promises);
    assert.lengthOf(promises, 2);
    assert.strictEqual(promises[0], promises[1]);
    assert.equal(opened, 1);
    assert.lengthOf(outcomes(), 1);
  });
});
