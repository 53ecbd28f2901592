import { assert } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import { createRig, readStatus } from '../fixture.js';
import { answerJson } from '../../e2e/proxy-fixture.js';
import { answerPages, ATTACHED, createPages, openPicker, REFUSED, type PickerRig } from './picker-fixture.js';

const PAGES = createPages(3);
const CONNECTED = PAGES.map((page) => ({ ...page, isConnected: true }));

const readActions = ({ findAll }: PickerRig) => findAll('.actions > *').map(({ textContent }) => textContent.trim());
const findAction = ({ findAll }: PickerRig, text: string) =>
  findAll('.actions > *').find(({ textContent }) => textContent.trim() === text)!;

async function selectAll(rig: PickerRig): Promise<HTMLInputElement> {
  const all = rig.find<HTMLInputElement>('[part="picker"] > label input');
  all.click();
  await rig.element.updateComplete;
  return all;
}

describe('a choice that was left', () => {
  it('says so, and can be made after all', async () => {
    const rig = await openPicker([answerPages(PAGES), answerPages(PAGES)]);
    await rig.until('choosing');
    findAction(rig, 'Not now').click();
    await rig.until('connected');
    assert.equal(readStatus(rig.element), 'Nothing was chosen.');
    findAction(rig, 'Choose').click();
    await rig.until('choosing');
    assert.lengthOf(rig.readNames(), 3);
  });

  it('can be made after all, without a word, where something is attached already', async () => {
    const pages = answerPages([PAGES[0]!, CONNECTED[1]!]);
    const rig = await openPicker([pages, pages, ATTACHED]);
    await rig.until('choosing');
    findAction(rig, 'Not now').click();
    await rig.until('connected');
    assert.equal(readStatus(rig.element), 'Facebook connected');
    findAction(rig, 'Choose').click();
    await rig.until('choosing');
    findAction(rig, 'Add selected (1)').click();
    await rig.until('connected');
    assert.deepEqual(readActions(rig), [], 'what was chosen was chosen');
  });

  it('cannot be made while the element is disabled', async () => {
    const rig = await openPicker([answerPages(PAGES), REFUSED]);
    const { element } = rig;
    await rig.until('choosing');
    findAction(rig, 'Not now').click();
    await rig.until('connected');
    const offers: string[][] = [];
    const read = async (disabled: boolean) => {
      element.disabled = disabled;
      await element.updateComplete;
      offers.push(readActions(rig));
    };
    await read(true);
    await read(false);
    await element.loadDetails();
    await read(true);
    await read(false);
    assert.deepEqual(offers, [[], ['Choose'], [], ['Try again']]);
  });

  it('has nothing to be told to do where everything is attached', async () => {
    const rig = await openPicker([answerPages(CONNECTED)]);
    await rig.until('choosing');
    assert.deepEqual(readActions(rig), ['Done']);
  });
});

describe('an element that is disabled', () => {
  it('offers no choice meanwhile, and the same choice afterwards', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED, ATTACHED, ATTACHED]);
    await rig.until('choosing');
    await selectAll(rig);
    rig.element.disabled = true;
    await rig.element.updateComplete;
    assert.lengthOf(rig.findAll('button:not(:disabled), input'), 0);
    assert.equal(rig.element.state, 'choosing');
    rig.element.disabled = false;
    await rig.element.updateComplete;
    rig.findButton('Add selected (3)').click();
    await rig.until('connected');
    assert.lengthOf(rig.attachings(), 3);
  });

  it('offers no other login and no return to a choice', async () => {
    const rig = await openPicker([answerPages([]), answerPages(PAGES)]);
    await rig.until('choosing');
    assert.include(readActions(rig), 'Use another account');
    rig.element.disabled = true;
    await rig.element.updateComplete;
    assert.deepEqual(readActions(rig), []);
    rig.element.disabled = false;
    await rig.element.updateComplete;
    findAction(rig, 'Not now').click();
    await rig.until('connected');
    assert.deepEqual(readActions(rig), ['Choose']);
    rig.element.disabled = true;
    await rig.element.updateComplete;
    assert.deepEqual(readActions(rig), []);
  });
});

describe('the words of the button', () => {
  const readLabel = ({ find }: PickerRig) => find('[part="label"]').textContent;

  it('say that the person is signed in until an account is added', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED]);
    assert.equal(readLabel(rig), 'Facebook: signed in', 'while the accounts are loading');
    await rig.until('choosing');
    assert.equal(readLabel(rig), 'Facebook: signed in');
    assert.equal(rig.find('.title').textContent, 'What should be added?');
    await selectAll(rig);
    rig.findButton('Add selected (3)').click();
    await waitUntil(() => rig.attachings().length > 0);
    await rig.element.updateComplete;
    assert.equal(readLabel(rig), 'Facebook connected');
    await rig.until('connected');
    assert.equal(readLabel(rig), 'Facebook connected');
  });

  it('stay the same when nothing was chosen, and when the accounts cannot be loaded', async () => {
    const left = await openPicker([answerPages(PAGES)]);
    await left.until('choosing');
    findAction(left, 'Not now').click();
    await left.until('connected');
    assert.equal(readLabel(left), 'Facebook: signed in');
    const failed = await openPicker([answerJson({ error: { code: 'forbidden', message: 'No.' } }, 403)]);
    await failed.until('connected');
    assert.equal(readLabel(failed), 'Facebook: signed in');
    assert.include(readStatus(failed.element), 'You are signed in to Facebook, but its accounts could not be loaded.');
  });

  it('say that the login is connected where no account is to be added', async () => {
    const detailsOnly = await openPicker([answerPages(PAGES)], { attach: 'none', fetchDetails: true });
    await detailsOnly.until('connected');
    assert.equal(readLabel(detailsOnly), 'Facebook connected');
    const attachedBefore = await openPicker([answerPages(CONNECTED)]);
    await attachedBefore.until('choosing');
    assert.equal(readLabel(attachedBefore), 'Facebook connected');
    const business = await openPicker([answerPages(PAGES)], { platform: 'tiktok-business' });
    await business.until('connected');
    assert.equal(readLabel(business), 'TikTok Business connected');
  });
});

describe('the size of the button', () => {
  it('is the size of the picker as well', async () => {
    const readFontSize = (rig: PickerRig) => parseFloat(getComputedStyle(rig.find('[part="picker"]')).fontSize);
    const rig = await openPicker([answerPages(PAGES)]);
    await rig.until('choosing');
    const medium = readFontSize(rig);
    rig.element.size = 'small';
    await rig.element.updateComplete;
    assert.isBelow(readFontSize(rig), medium);
    rig.element.size = 'large';
    await rig.element.updateComplete;
    assert.isAbove(readFontSize(rig), medium);
  });

  const readHeight = (element: Element) => element.getBoundingClientRect().height;
  for (const [size, row] of [
    ['small', 34],
    ['medium', 44],
    ['large', 54],
  ] as const) {
    it(`${size}: the controls of the picker are as high as the button, ${row} px, and as its text`, async () => {
      const pages = createPages(12);
      const rig = await openPicker([answerPages(pages), REFUSED], { size });
      await rig.until('choosing');
      const height = readHeight(rig.button);
      assert.equal(height, row);
      assert.equal(readHeight(rig.find('.search')), height);
      for (const control of rig.findAll('.actions button')) assert.equal(readHeight(control), height);
      for (const option of rig.findAll('[part="option"]')) assert.isAtLeast(readHeight(option), height);
      const em = parseFloat(getComputedStyle(rig.button).fontSize);
      assert.approximately(readHeight(rig.find('label')), height + 0.8 * em, 0.5, 'select all, with its padding');
      assert.approximately(readHeight(rig.find('label [type="checkbox"]')), 1.34 * em, 0.5);
      rig.find<HTMLInputElement>('[part="option"] input').click();
      await rig.element.updateComplete;
      rig.findButton('Add selected (1)').click();
      await waitUntil(() => rig.findAll('.entry-error button').length === 1);
      assert.equal(readHeight(rig.find('.entry-error button')), height);
    });
  }
});

describe('the progress of attaching', () => {
  it('is to be seen, wherever the list is scrolled to', async () => {
    const rig = await openPicker([answerPages(PAGES), { ...ATTACHED, wait: true }, REFUSED, ATTACHED]);
    await rig.until('choosing');
    assert.isUndefined(rig.find('.progress'));
    await selectAll(rig);
    rig.findButton('Add selected (3)').click();
    await rig.until('attaching');
    assert.equal(rig.find('.progress').textContent, 'Adding 1 of 3…');
    assert.equal(rig.find('.progress').ariaHidden, 'true', 'the live region says it aloud');
    await waitUntil(async () => (await rig.script.readRequests()).length === 2);
    await rig.script.letGo();
    await waitUntil(() => rig.attachings().length === 3);
    await rig.until('choosing');
    assert.equal(rig.find('.progress.failed').textContent, 'Could not be added: 1');
  });

  it('moves no entry away under the pointer', async () => {
    const rig = await openPicker([answerPages(PAGES), { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    const readTop = () => rig.find('li').getBoundingClientRect().top;
    const before = readTop();
    const all = await selectAll(rig);
    rig.findButton('Add selected (3)').click();
    await rig.until('attaching');
    assert.equal(readTop(), before);
    assert.equal(all.ariaDisabled, 'true');
    all.click();
    assert.isTrue(all.checked, 'it cannot be changed meanwhile');
    await rig.script.letGo();
    await rig.until('connected');
  });
});

describe('accounts that could not be had', () => {
  it('are asked for again only where that can help', async () => {
    const forbidden = await openPicker([answerJson({ error: { code: 'forbidden', message: 'No.' } }, 403)]);
    await forbidden.until('connected');
    assert.deepEqual(readActions(forbidden), []);
    const failing = await openPicker([answerJson({ error: { code: 'invalid_response', message: 'No.' } }, 502)]);
    await failing.until('connected');
    assert.deepEqual(readActions(failing), ['Try again']);
  });
});

describe('a button that is an icon', () => {
  it('says what it is to who rests on it, and others need not', async () => {
    const { element, button } = await createRig({ appearance: 'icon' });
    assert.equal(button.title, 'Connect Facebook');
    element.appearance = 'outline';
    await element.updateComplete;
    assert.isFalse(button.hasAttribute('title'));
  });
});
