import { assert } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import { createRig } from '../fixture.js';
import { answerPages, attachAll, openPicker, REFUSED } from '../picker/picker-fixture.js';

describe('a narrow, enlarged or mirrored page', () => {
  const WIDTH = 320;
  const LONG = [
    { id: '1', name: 'The Greater Willowbrook Association of Independent Booksellers, Bookbinders and Printers' },
    { id: '2', name: 'Donaudampfschifffahrtsgesellschaftsmuseum', isConnected: true },
    { id: '3', name: 'مخبز الياسمين' },
  ];

  for (const [name, style] of Object.entries({
    '320 px wide': '',
    '320 px wide, with text of 200 %': '--ghl-social-connect-font: 500 30px/1.3 sans-serif',
    '320 px wide, from right to left': 'direction: rtl',
  })) {
    it(`${name}: nothing has to be scrolled sideways, and every target is big enough`, async () => {
      const rig = await openPicker([answerPages(LONG), REFUSED]);
      const parent = rig.element.parentElement!;
      parent.style.cssText = `width: ${WIDTH}px; ${style}`;
      await rig.until('choosing');
      await attachAll(rig);
      await waitUntil(() => rig.findAll('.entry-error').length === 2 && rig.element.state === 'choosing');
      await rig.element.updateComplete;
      assert.isAtMost(parent.scrollWidth, WIDTH);
      assert.isAtMost(rig.element.getBoundingClientRect().width, WIDTH);
      for (const box of rig.findAll('[part="picker"], ul')) assert.isAtMost(box.scrollWidth, box.clientWidth);
      for (const target of rig.findAll('button, label, .search')) {
        const { width, height } = target.getBoundingClientRect();
        assert.isAtLeast(Math.min(width, height), 44, target.textContent);
      }
    });
  }

  it('a sentence in another direction than the page begins where the page does', async () => {
    const { element, click, next } = await createRig();
    element.locationId = 'not an id';
    element.parentElement!.style.cssText = 'width: 200px; direction: rtl';
    const failed = next('connect-failed');
    await click();
    await failed;
    const sentence = () => element.shadowRoot!.querySelector('.failed bdi');
    await waitUntil(() => sentence() !== null && getComputedStyle(sentence()!).textAlign !== 'start');
    const lines = document.createRange();
    lines.selectNodeContents(sentence()!);
    const rights = [...lines.getClientRects()].map(({ right }) => Math.round(right));
    assert.isAbove(rights.length, 1);
    assert.deepEqual(new Set(rights), new Set([Math.round(sentence()!.getBoundingClientRect().right)]));
  });
});
