import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { readStatus } from './fixture.js';
import {
  answerPages,
  ATTACHED,
  boxes,
  countAttachRequests,
  createPages,
  openPicker,
  readChecked,
  REFUSED,
} from './picker-fixture.js';

const PAGES = createPages(3);

describe('the progress of each entry', () => {
  it('shows, and nothing can be changed meanwhile', async () => {
    const rig = await openPicker([answerPages(PAGES), { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    boxes(rig)[0]!.click();
    boxes(rig)[1]!.click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (2)').click();
    await rig.until('attaching');
    assert.deepEqual(
      rig.findAll('.badge').map(({ textContent }) => textContent),
      ['Connecting…'],
    );
    assert.include(readStatus(rig.element), 'Connecting 1 of 2…');
    boxes(rig)[2]!.click();
    rig.findButton('Not now').click();
    rig.button.click();
    assert.deepEqual(readChecked(rig), [true, true, false]);
    assert.equal(rig.element.state, 'attaching');
    assert.lengthOf(
      rig.events.filter(({ type }) => type === 'connect-start'),
      1,
    );
    await rig.script.letGo();
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p1', 'account-attached p2']);
  });

  it('keeps the others attached where one fails, and tries that one again', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED, REFUSED, ATTACHED]);
    await rig.until('choosing');
    rig.find<HTMLInputElement>('[part="picker"] > label input').click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (3)').click();
    await waitUntil(() => rig.attachings().length === 3);
    await rig.until('choosing');
    assert.deepEqual(rig.attachings(), ['account-attached p1', 'account-attach-failed p2', 'account-attached p3']);
    assert.lengthOf(rig.findAll('.badge.attached'), 2);
    assert.include(rig.find('.entry-error').textContent, 'The service has a problem.');
    assert.include(readStatus(rig.element), 'Could not be connected: 1');
    assert.isUndefined(rig.findButton('Not now'));
    rig.findButton('Try again').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings().slice(3), ['account-attached p2']);
    assert.equal(await countAttachRequests(rig), 4);
  });

  it('tries what failed again with the rest of the selection, too', async () => {
    const rig = await openPicker([answerPages(PAGES), REFUSED, ATTACHED]);
    await rig.until('choosing');
    boxes(rig)[0]!.click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (1)').click();
    await waitUntil(() => rig.attachings().length === 1);
    await rig.until('choosing');
    boxes(rig)[1]!.click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (2)').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings().slice(1), ['account-attached p1', 'account-attached p2']);
  });

  it('ends with the element, and tells nothing more', async () => {
    const rig = await openPicker([answerPages(PAGES), { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    rig.find<HTMLInputElement>('[part="picker"] > label input').click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (3)').click();
    await waitUntil(async () => (await countAttachRequests(rig)) === 1);
    rig.element.remove();
    await rig.until('connected');
    await rig.script.letGo();
    assert.equal(await countAttachRequests(rig), 1);
    assert.deepEqual(rig.attachings(), []);
  });
});
