import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { stubFocus, type FocusStub } from '../browsers/focus.js';
import { clickForReal, closePopups } from '../browsers/popup.js';
import { createRig, createStartUrl, readStatus, type Rig } from '../element/fixture.js';

/** Clicks the action with this text below the button. */
async function clickAction({ element }: Rig, text: string): Promise<void> {
  const find = () =>
    [...element.shadowRoot!.querySelectorAll('.actions > *')].find(({ textContent }) => textContent.includes(text));
  await waitUntil(find, `there is no ${text}`);
  await clickForReal(find()!);
}

describe('a login page that cuts the popup off once', () => {
  let focus: FocusStub;
  beforeEach(() => {
    focus = stubFocus(false);
  });
  afterEach(async () => {
    focus.restore();
    await closePopups();
  });

  // A user of its own: a platform remembers whom it has seen in this browser.
  const createLoginRig = (login: string) =>
    createRig({ userId: crypto.randomUUID(), startUrl: createStartUrl('ok', { login }) });

  it('ends the first click as unconfirmed, and the second connects', async () => {
    const rig = await createLoginRig('coop');
    const unconfirmed = rig.next('connect-unconfirmed');
    await rig.click();
    await clickAction(rig, 'I have finished');
    await unconfirmed;
    await rig.element.updateComplete;
    assert.include(rig.button.textContent, 'Finish connecting Facebook');
    assert.include(readStatus(rig.element), 'Press the button once more to finish.');
    await closePopups();

    focus.set(true);
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    assert.deepEqual(
      rig.events
        .filter(({ type }) => type === 'connect-start')
        .map(({ detail }) => (detail as { attempt: number }).attempt),
      [1, 2],
    );
    assert.equal(rig.element.state, 'connected');
  });

  it('connects at the first click if the page does not cut it off', async () => {
    focus.set(true);
    const rig = await createLoginRig('plain');
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    assert.lengthOf(rig.outcomes(), 1);
  });
});
