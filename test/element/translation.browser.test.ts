import { assert } from '@open-wc/testing';
import { createRig, readStatus } from './fixture.js';
import { createTalkingPopup, ORIGIN } from './picker/picker-fixture.js';
import { waitUntil } from '../browsers/wait-until.js';

/** Does to the texts below `root` what a browser's translation does: each text node is replaced by elements. */
function translate(root: ParentNode & Node): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts.filter(({ data }) => data.trim())) {
    const outer = document.createElement('font');
    const inner = document.createElement('font');
    inner.textContent = `«${text.data}»`;
    outer.append(inner);
    text.replaceWith(outer);
  }
}

describe('after the browser has translated the page', () => {
  it('the label and the text below the button still follow the state', async () => {
    const { openWindow, say } = await createTalkingPopup();
    const { element, button } = await createRig({ allowedOrigins: ORIGIN, openWindow });
    const root = element.shadowRoot!;
    const readLabel = () => root.querySelector('[part="label"]')!.textContent;
    translate(root);
    assert.equal(readLabel(), '«Connect Facebook»');

    const outcome = element.connect();
    await waitUntil(() => readStatus(element) !== '', 'no text below the button');
    assert.equal(readLabel(), 'Connecting Facebook…');
    assert.include(readStatus(element), 'Continue in the window');
    translate(root);
    assert.include(readStatus(element), '«Continue');

    say({ error: 'aborted' });
    await outcome;
    await element.updateComplete;
    assert.equal(readLabel(), 'Connect Facebook');
    assert.equal(readStatus(element), 'Access was not granted.');
    translate(root);

    const second = element.connect();
    await element.updateComplete;
    assert.include(readStatus(element), 'Continue in the window');
    assert.notInclude(readStatus(element), '«');
    translate(root);
    say({ accountId: 'a1' });
    await second;
    await element.updateComplete;
    assert.equal(readStatus(element), 'Facebook connected');
    assert.equal(button.getAttribute('aria-busy'), 'false');
  });

  it('texts that do not change stay translated when the element is drawn again', async () => {
    const { element } = await createRig({ platform: 'none' as 'facebook' });
    await element.connect();
    await element.updateComplete;
    translate(element.shadowRoot!);
    const readLabel = () => element.shadowRoot!.querySelector('[part="label"]')!.textContent;
    const translated = [readLabel(), readStatus(element)];
    element.size = 'large';
    await element.updateComplete;
    assert.isNotNull(element.shadowRoot!.querySelector('.large'), 'it was drawn again');
    assert.deepEqual([readLabel(), readStatus(element)], translated);
    assert.match(translated[1]!, /^«/);

    element.platform = 'facebook';
    await element.updateComplete;
    assert.equal(readLabel(), 'Connect Facebook');
  });

  it('error messages and the buttons below them change', async () => {
    const { element } = await createRig({ platform: 'none' as 'facebook' });
    await element.connect();
    await element.updateComplete;
    assert.include(readStatus(element), 'not set up');
    translate(element.shadowRoot!);
    element.platform = 'facebook';
    element.openWindow = () => null;
    await element.connect();
    await element.updateComplete;
    await waitUntil(() => readStatus(element).startsWith('Your browser blocked'), 'the message did not change');
  });
});
