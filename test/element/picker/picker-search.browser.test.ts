import { assert, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import { readStatus } from '../fixture.js';
import {
  answerPages,
  ATTACHED,
  boxes,
  createPages,
  openPicker,
  readChecked,
  translate,
  type PickerRig,
} from './picker-fixture.js';

async function typeInSearch(rig: PickerRig, text: string): Promise<void> {
  const search = rig.find<HTMLInputElement>('.search');
  search.value = text;
  search.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await rig.element.updateComplete;
}

describe('the search', () => {
  it("shows the beginning of the list without the page's scrollTo(), which Prototype.js replaces", async () => {
    const rig = await openPicker([answerPages(createPages(40))]);
    await rig.until('choosing');
    const list = rig.find('ul');
    list.scrollTop = 200;
    assert.isAbove(list.scrollTop, 0);
    let isReplacementCalled = false;
    list.scrollTo = () => (isReplacementCalled = true);
    await typeInSearch(rig, 'Page');
    assert.equal(list.scrollTop, 0);
    assert.isFalse(isReplacementCalled);
  });

  it('is there from nine entries on', async () => {
    const few = await openPicker([answerPages(createPages(8))]);
    await few.until('choosing');
    assert.isUndefined(few.find('.search'));
    const many = await openPicker([answerPages(createPages(9))]);
    await many.until('choosing');
    assert.isDefined(many.find('.search'));
  });

  it('finds words of a name in any order, without regard to case and accents', async () => {
    const pages = [...createPages(8), { id: 'z', name: 'Zoë & Søn' }];
    const rig = await openPicker([answerPages(pages)]);
    await rig.until('choosing');
    await typeInSearch(rig, '& ZOE');
    assert.deepEqual(rig.readNames(), ['Zoë & Søn']);
    assert.equal(rig.find('.count').textContent, 'Found: 1');
    assert.include(readStatus(rig.element), 'Found: 1');
    await typeInSearch(rig, 'nothing of the kind');
    assert.deepEqual(rig.readNames(), []);
    await typeInSearch(rig, '');
    assert.lengthOf(rig.readNames(), 9);
  });

  it('limits what "select all" selects, and keeps what was selected before', async () => {
    const rig = await openPicker([answerPages(createPages(60)), ATTACHED]);
    await rig.until('choosing');
    assert.lengthOf(rig.readNames(), 60);
    boxes(rig)[0]!.click();
    await typeInSearch(rig, 'page 5');
    assert.lengthOf(rig.readNames(), 15);
    const all = rig.find<HTMLInputElement>('[part="picker"] > label input');
    assert.isFalse(all.checked);
    all.click();
    await rig.element.updateComplete;
    assert.isDefined(rig.findButton('Add selected (16)'));
    rig.findAll<HTMLInputElement>('li:not([hidden]) input')[0]!.click();
    await rig.element.updateComplete;
    assert.isTrue(all.indeterminate);
    await typeInSearch(rig, '');
    assert.lengthOf(readChecked(rig).filter(Boolean), 15);
  });
});

describe('a picker with 1,000 accounts', () => {
  it('draws 100 of them, and more when the end of the list comes near', async () => {
    const rig = await openPicker([answerPages(createPages(1_000))]);
    await rig.until('choosing');
    assert.lengthOf(rig.readNames(), 100);
    assert.equal(rig.find('.count').textContent, 'Found: 1,000');
    const [first] = rig.findAll('li');
    assert.equal(first!.getAttribute('aria-setsize'), '1000');
    rig.find('ul').scrollTo(0, 1_000_000);
    await waitUntil(() => rig.readNames().length === 200, 'the next hundred');
    assert.equal(rig.findAll('li').at(-1)!.getAttribute('aria-posinset'), '200');
    assert.strictEqual(rig.findAll('li')[0], first, 'nothing is drawn anew');
  });

  it('selects and searches those that are not drawn', async () => {
    const rig = await openPicker([answerPages(createPages(1_000))]);
    await rig.until('choosing');
    rig.find<HTMLInputElement>('[part="picker"] > label input').click();
    await rig.element.updateComplete;
    assert.include(rig.find('.primary').textContent, '(1,000)');
    await typeInSearch(rig, 'page 999');
    assert.deepEqual(rig.readNames(), ['Page 999']);
    assert.deepEqual(readChecked(rig), [true]);
    assert.isFalse(rig.find('li').hasAttribute('aria-setsize'));
  });

  it('shows what is found from the beginning', async () => {
    const rig = await openPicker([answerPages(createPages(60))]);
    await rig.until('choosing');
    rig.find('ul').scrollTo(0, 1_000);
    await typeInSearch(rig, 'page');
    assert.equal(rig.find('ul').scrollTop, 0);
  });
});

describe('a form around the element', () => {
  it('gets no input and no change event from the fields of the picker, and still those of its own fields', async () => {
    const rig = await openPicker([answerPages(createPages(9))]);
    await rig.until('choosing');
    const form = await fixture<HTMLFormElement>(html`<form><input /></form>`);
    const events: string[] = [];
    for (const type of ['input', 'change', 'beforeinput']) {
      form.addEventListener(type, ({ target }) => events.push(`${type} ${(target as Element).localName}`));
    }
    form.append(rig.element);
    await rig.until('choosing');
    rig.find('.search').dispatchEvent(new InputEvent('beforeinput', { bubbles: true, composed: true }));
    await typeInSearch(rig, 'page 1');
    rig.find('.search').dispatchEvent(new Event('change', { bubbles: true }));
    boxes(rig)[0]!.click();
    assert.deepEqual(events, []);
    assert.deepEqual(readChecked(rig), [true]);
    form.querySelector('input')!.dispatchEvent(new InputEvent('input', { bubbles: true }));
    assert.deepEqual(events, ['input input']);
  });
});

describe('a page that the browser has translated', () => {
  it('shows every later change of the picker', async () => {
    const rig = await openPicker([answerPages(createPages(9)), { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    translate(rig.find('[part="picker"]'));
    assert.equal(rig.find('.count').textContent, '«Found: 9»');
    await typeInSearch(rig, 'page 7');
    assert.equal(rig.find('.count').textContent, 'Found: 1');
    assert.deepEqual(rig.readNames(), ['Page 7']);
    boxes(rig)[0]!.click();
    await rig.element.updateComplete;
    assert.equal(rig.find('.primary').textContent, 'Add selected (1)');
    translate(rig.find('[part="picker"]'));
    rig.find('.primary').click();
    await rig.until('attaching');
    assert.equal(rig.find('.badge').textContent, 'Adding…');
    assert.equal(rig.find('.progress').textContent, 'Adding 1 of 1…');
    assert.isDefined(rig.findButton('Cancel'));
    await rig.script.letGo();
    await rig.until('connected');
  });
});
