import { assert } from '@open-wc/testing';
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

/** An element that is connected, and a second attempt of it under way. */
async function connectAgain() {
  const { openWindow, say } = await createTalkingPopup();
  const rig = await createRig({ allowedOrigins: ORIGIN, openWindow, name: 'account' });
  const form = document.createElement('form');
  rig.element.replaceWith(form);
  form.append(rig.element);
  const first = rig.element.connect();
  say({ accountId: 'a1' });
  await first;
  return { ...rig, say, second: rig.element.connect(), readValue: () => new FormData(form).get('account') };
}

describe('a connection before another attempt', () => {
  it('stands when that is cancelled', async () => {
    const { element, second, outcomes, readValue } = await connectAgain();
    assert.equal(element.connection?.accountId, 'a1', 'also while another one is tried');
    assert.equal(readValue(), 'a1');
    element.cancel();
    assert.equal((await second).status, 'cancelled');
    assert.equal(element.state, 'connected');
    assert.equal(element.connection?.accountId, 'a1');
    assert.equal(readValue(), 'a1');
    assert.deepEqual(
      outcomes().map(({ type }) => type),
      ['account-connected', 'connect-cancelled'],
    );
  });

  it('stands when access is refused', async () => {
    const { element, second, say } = await connectAgain();
    say({ error: 'aborted' });
    assert.deepInclude(await second, { status: 'cancelled', reason: 'denied' });
    assert.equal(element.connection?.accountId, 'a1');
  });

  it('stands when that fails', async () => {
    const { element, second, say, readValue } = await connectAgain();
    say({ error: 'No business role.' });
    assert.equal((await second).status, 'failed');
    assert.equal(element.state, 'failed');
    assert.equal(element.connection?.accountId, 'a1');
    assert.equal(readValue(), 'a1');
    element.platform = 'linkedin';
    await element.updateComplete;
    assert.isUndefined(element.connection);
  });

  it('is replaced by another', async () => {
    const { element, second, say } = await connectAgain();
    say({ accountId: 'a2' });
    await second;
    assert.equal(element.connection?.accountId, 'a2');
  });

  it('is forgotten by reset(), and with another platform', async () => {
    const one = await connectAgain();
    one.element.reset();
    await one.second;
    assert.equal(one.element.state, 'idle');
    assert.isUndefined(one.element.connection);

    const other = await connectAgain();
    other.element.platform = 'linkedin';
    await other.element.updateComplete;
    assert.isNull(other.readValue(), 'at once, though the attempt goes on');
    other.element.cancel();
    await other.second;
    assert.equal(other.element.state, 'idle');
  });

  it('stands, with its accounts, where the choice was left for the attempt', async () => {
    const rig = await openPicker([answerPages(createPages(3))]);
    await rig.until('choosing');
    const second = rig.element.connect();
    rig.element.cancel();
    await second;
    await rig.until('connected');
    assert.lengthOf(rig.element.details?.accounts ?? [], 3);
    assert.equal(readStatus(rig.element), 'Nothing was chosen.');
  });

  it('stands, with the way to the choice, where loading its accounts was cancelled', async () => {
    const rig = await openPicker([{ ...answerPages(createPages(2)), wait: true }, answerPages(createPages(2))]);
    await rig.until('loading-details');
    rig.element.cancel();
    await rig.until('connected');
    await rig.script.letGo();
    // The code that draws it may still be loading.
    await waitUntil(() => Boolean(rig.find('.actions button')), 'the way to the choice');
    const choose = rig.find<HTMLButtonElement>('.actions button');
    assert.equal(choose.textContent.trim(), 'Choose');
    choose.click();
    await rig.until('choosing');
  });

  it('stands, with what was attached of it, where attaching was cancelled', async () => {
    const rig = await openPicker([answerPages(createPages(2)), ATTACHED, { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    rig.find<HTMLInputElement>('[part="picker"] > label input').click();
    await rig.element.updateComplete;
    rig.findButton('Add selected (2)').click();
    await waitUntil(() => rig.attachings().length === 1);
    rig.element.cancel();
    await rig.until('connected');
    assert.equal(readStatus(rig.element), 'Ready to use: \u2068Page 1\u2069');
    await rig.script.letGo();
  });
});
