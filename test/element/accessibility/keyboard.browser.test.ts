import { assert, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import type { GhlSocialConnectElement } from '../../../src/index.js';
import { createRig, type Rig } from '../fixture.js';
import { answerPages, attachAll, ATTACHED, createPages, openPicker, press, REFUSED } from '../picker/picker-fixture.js';

describe('a finger and a keyboard', () => {
  for (const size of ['small', 'medium', 'large'] as const) {
    for (const appearance of ['filled', 'outline', 'plain', 'icon'] as const) {
      it(`find a target of 44 px: ${size}, ${appearance}`, async () => {
        const { element, button } = await createRig({ size, appearance });
        element.style.margin = '20px';
        const { left, top, width, height } = button.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        // Half a pixel within the edge: a point on it is outside.
        for (const [dx, dy] of [
          [-1, 0],
          [1, 0],
          [0, -1],
          [0, 1],
        ] as const) {
          const hit = element.shadowRoot!.elementFromPoint(x + dx * 21.5, y + dy * 21.5);
          assert.isTrue(button.contains(hit), `${dx}, ${dy}`);
        }
      });
    }
  }

  it('focus the button through the element', async () => {
    const { element, button } = await createRig();
    (element satisfies GhlSocialConnectElement).focus();
    assert.equal(element.shadowRoot!.activeElement, button);
  });
});

/** What has the focus, by its text or its name. */
function readFocus({ element }: Rig): string {
  const focused = element.shadowRoot!.activeElement;
  if (!focused) return 'elsewhere';
  if (focused.matches('[part="picker"]')) return 'the accounts';
  const owner = focused.closest('label') ?? focused;
  return owner.querySelector('.name, [part="label"]')?.textContent ?? owner.textContent.trim();
}

/** Presses Tab until the focus is on what has this text. */
async function tabTo(rig: Rig, text: string): Promise<void> {
  for (let tabs = 0; readFocus(rig) !== text; tabs += 1) {
    assert.isBelow(tabs, 12, `Tab never comes to "${text}"; the last was "${readFocus(rig)}"`);
    await press('Tab');
  }
}

describe('a keyboard alone', () => {
  it('comes through the whole choice, and ends on the button', async () => {
    const rig = await openPicker([{ ...answerPages(createPages(3)), wait: true }, ATTACHED]);
    rig.element.focus();
    await rig.script.letGo();
    await rig.until('choosing');
    assert.equal(readFocus(rig), 'the accounts');
    await tabTo(rig, 'Page 2');
    await press(' ');
    await tabTo(rig, 'Add selected (1)');
    await press('Enter');
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p2']);
    assert.equal(rig.element.shadowRoot!.activeElement, rig.button);
  });

  it('keeps its place while accounts are attached', async () => {
    const rig = await openPicker([answerPages(createPages(3)), { ...ATTACHED, wait: true }, REFUSED]);
    await rig.until('choosing');
    await attachAll(rig);
    await rig.until('attaching');
    const [first] = rig.findAll<HTMLInputElement>('li input');
    first!.focus();
    await press(' ');
    assert.isTrue(first!.checked);
    await rig.script.letGo();
    await rig.until('choosing');
    assert.lengthOf(rig.findAll('.badge.attached'), 1);
    assert.equal(readFocus(rig), 'Page 1');
  });

  it('goes to the accounts when the button that it was on is gone', async () => {
    const rig = await openPicker([answerPages(createPages(2)), REFUSED, REFUSED, ATTACHED, REFUSED]);
    await rig.until('choosing');
    await attachAll(rig);
    await waitUntil(() => rig.findAll('.entry-error').length === 2 && rig.element.state === 'choosing');
    await rig.element.updateComplete;
    rig.findButton('Try again').focus();
    await press('Enter');
    await waitUntil(() => rig.findAll('.entry-error').length === 1 && rig.element.state === 'choosing');
    assert.equal(readFocus(rig), 'the accounts');
  });

  it('is not taken from elsewhere on the page', async () => {
    const elsewhere = await fixture<HTMLInputElement>(html`<input aria-label="elsewhere" />`);
    const rig = await openPicker([{ ...answerPages(createPages(1)), wait: true }, ATTACHED]);
    elsewhere.focus();
    await rig.script.letGo();
    await rig.until('choosing');
    assert.equal(document.activeElement, elsewhere);
    rig.findButton('Add selected (1)').click();
    await rig.until('connected');
    assert.equal(document.activeElement, elsewhere);
  });
});
