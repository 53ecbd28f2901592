import { assert } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import { PLATFORM_NAMES } from '../../../src/protocol/platforms.js';
import { createRig } from '../fixture.js';
import { createTalkingPopup, openFailure, openPicker, ORIGIN } from '../picker/picker-fixture.js';

describe('a screen reader', () => {
  it('is told the platform, and that a window opens', async () => {
    for (const platform of PLATFORM_NAMES) {
      const { button } = await createRig({ platform });
      const hint = (button.getRootNode() as ShadowRoot).getElementById(button.getAttribute('aria-describedby')!);
      assert.match(button.textContent.trim(), /^Connect [A-Z]/);
      assert.equal(hint?.textContent, 'Opens in a new window');
    }
  });

  it('hears the state in a live region that was there before', async () => {
    const { openWindow, say } = await createTalkingPopup();
    const { element } = await createRig({ allowedOrigins: ORIGIN, openWindow });
    const region = element.shadowRoot!.querySelector('[role="status"]')!;
    const outcome = element.connect();
    say({ error: 'aborted' });
    await outcome;
    // The words come with the first attempt.
    await waitUntil(() => region.textContent.includes('Access was not granted.'));
    assert.equal(element.shadowRoot!.querySelector('[role="status"]'), region);
  });

  it('finds the button busy, not disabled, while it connects', async () => {
    const { openWindow } = await createTalkingPopup();
    const { element, button } = await createRig({ allowedOrigins: ORIGIN, openWindow });
    void element.connect();
    await element.updateComplete;
    assert.equal(button.getAttribute('aria-busy'), 'true');
    assert.isFalse(button.disabled);
    element.cancel();
  });
});

describe('a screen reader in the accounts', () => {
  it('hears in one live region what is found, what is done and what failed', async () => {
    const rig = await openFailure();
    const regions = rig.findAll('[role="status"], [role="alert"], [aria-live]');
    assert.lengthOf(regions, 1);
    assert.equal(regions[0]!.textContent.trim(), 'Could not be added: 1');
    const box = rig.find('li input');
    const description = rig.find(`#${box.getAttribute('aria-describedby')}`);
    assert.equal(description.textContent, 'The service has a problem. Try again later.');
    const again = rig.findButton('Try again');
    assert.equal(rig.find(`#${again.getAttribute('aria-describedby')}`).textContent, 'Page 1');
  });

  it('hears that the account is connected', async () => {
    const rig = await openPicker([], { attach: 'none', proxyUrl: undefined });
    await rig.until('connected');
    // The code that draws the region loads with the first attempt.
    await waitUntil(() => rig.find('[role="status"]').textContent.trim() === 'Facebook connected');
  });
});
