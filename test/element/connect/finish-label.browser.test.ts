import { assert } from '@open-wc/testing';
import '../../../src/element/i18n/locales/ar.js';
import '../../../src/element/i18n/locales/de.js';
import '../../../src/element/i18n/locales/es.js';
import '../../../src/element/i18n/locales/fr.js';
import '../../../src/element/i18n/locales/ja.js';
import '../../../src/element/i18n/locales/pt.js';
import { stubFocus, type FocusStub } from '../../browsers/focus.js';
import type { Rig } from '../fixture.js';
import { createUnreachableRig } from './unreachable-rig.js';

const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt', 'ja', 'ar'];

/** Firefox lays out in sixtieths of a pixel. */
const ROUNDING_PX = 0.05;

/** The button's size in each language. */
async function measure({ element, button }: Rig): Promise<Record<string, readonly [width: number, height: number]>> {
  const sizes: Record<string, readonly [number, number]> = {};
  for (const language of LANGUAGES) {
    element.lang = language;
    await element.updateComplete;
    const { width, height } = button.getBoundingClientRect();
    sizes[language] = [width, height];
  }
  return sizes;
}

describe('the label that asks to finish', () => {
  let focus: FocusStub;
  beforeEach(() => {
    focus = stubFocus(false);
  });
  afterEach(() => focus.restore());

  for (const size of ['small', 'medium', 'large'] as const) {
    // The shortest name and the longest one.
    for (const platform of ['tiktok', 'google'] as const) {
      it(`leaves the button as big as it was in every language: ${size}, ${platform}`, async () => {
        const rig = await createUnreachableRig({ size, platform });
        const before = await measure(rig);
        rig.element.lang = 'en';
        await rig.cutOff();
        assert.match(rig.readLabel(), /^Finish connecting /);
        const after = await measure(rig);
        for (const language of LANGUAGES) {
          const differences = after[language]!.map((value, index) => Math.abs(value - before[language]![index]!));
          assert.isBelow(Math.max(...differences), ROUNDING_PX, JSON.stringify({ language, before, after }));
        }
      });
    }
  }

  it('is shown as a whole', async () => {
    const rig = await createUnreachableRig({ platform: 'google' });
    await rig.cutOff();
    const label = rig.element.shadowRoot!.querySelector('[part="label"]')!.getBoundingClientRect();
    const button = rig.button.getBoundingClientRect();
    for (const edge of ['left', 'top'] as const) assert.isAtLeast(label[edge], button[edge]);
    for (const edge of ['right', 'bottom'] as const) assert.isAtMost(label[edge], button[edge]);
  });

  it('stays in one line where the page makes the button wide', async () => {
    const style = document.head.appendChild(document.createElement('style'));
    style.textContent = 'ghl-social-connect { display: block } ghl-social-connect::part(button) { width: 600px }';
    const rig = await createUnreachableRig();
    await rig.cutOff();
    assert.equal(rig.button.getBoundingClientRect().width, 600);
    const { height } = rig.element.shadowRoot!.querySelector('[part="label"]')!.getBoundingClientRect();
    assert.isBelow(height, 24);
    style.remove();
  });

  it('leaves a button that is only an icon as it is', async () => {
    const rig = await createUnreachableRig({ appearance: 'icon' });
    await rig.cutOff();
    const { width, height } = rig.button.getBoundingClientRect();
    assert.deepEqual([width, height], [44, 44]);
  });
});
