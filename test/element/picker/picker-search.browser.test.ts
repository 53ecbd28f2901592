import { assert } from '@open-wc/testing';
import { readStatus } from '../fixture.js';
import {
  answerPages,
  ATTACHED,
  boxes,
  createPages,
  openPicker,
  readChecked,
  type PickerRig,
} from './picker-fixture.js';

async function typeInSearch(rig: PickerRig, text: string): Promise<void> {
  const search = rig.find<HTMLInputElement>('.search');
  search.value = text;
  search.dispatchEvent(new InputEvent('input'));
  await rig.element.updateComplete;
}

describe('the search', () => {
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
    assert.isDefined(rig.findButton('Connect selected (16)'));
    rig.findAll<HTMLInputElement>('li:not([hidden]) input')[0]!.click();
    await rig.element.updateComplete;
    assert.isTrue(all.indeterminate);
    await typeInSearch(rig, '');
    assert.lengthOf(readChecked(rig).filter(Boolean), 15);
  });
});
