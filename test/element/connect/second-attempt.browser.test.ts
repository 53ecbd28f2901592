import { assert } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import { stubFocus, type FocusStub } from '../../browsers/focus.js';
import { readStatus, type Rig } from '../fixture.js';
import { createUnreachableRig } from './unreachable-rig.js';

const FINISH = 'Finish connecting Facebook';

const listStarts = ({ events }: Rig): unknown[] =>
  events.filter(({ type }) => type === 'connect-start').map(({ detail }) => (detail as { attempt: number }).attempt);

describe('an attempt whose popup became unreachable', () => {
  let focus: FocusStub;
  beforeEach(() => {
    focus = stubFocus(false);
  });
  afterEach(() => focus.restore());

  it('asks for a second click, which is attempt 2 and connects', async () => {
    const rig = await createUnreachableRig();
    await rig.cutOff();
    assert.equal(rig.element.state, 'unconfirmed');
    assert.equal(rig.readLabel(), FINISH);
    assert.equal(readStatus(rig.element), 'Signed in to Facebook? Press the button once more to finish.');
    const outcome = rig.element.connect();
    rig.say({ accountId: 'a1' });
    assert.equal((await outcome).status, 'connected');
    assert.deepEqual(listStarts(rig), [1, 2]);
    assert.deepEqual(
      rig.outcomes().map(({ type }) => type),
      ['connect-unconfirmed', 'account-connected'],
    );
  });

  it('says so in the live region, and puts the focus on the button', async () => {
    const rig = await createUnreachableRig();
    await rig.openAndCutOff();
    const finished = rig.findAction('I have finished')!;
    finished.focus();
    finished.click();
    await waitUntil(() => rig.element.state === 'unconfirmed');
    await rig.element.updateComplete;
    const region = rig.element.shadowRoot!.querySelector('[role="status"]')!;
    assert.include(region.textContent, 'Press the button once more');
    assert.equal(rig.element.shadowRoot!.activeElement, rig.button);
  });

  it('does not take the focus from the rest of the page', async () => {
    const rig = await createUnreachableRig();
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    await rig.cutOff();
    assert.equal(document.activeElement, field);
    field.remove();
  });

  it('counts again from 1 after a connection', async () => {
    const rig = await createUnreachableRig();
    await rig.cutOff();
    rig.say({ accountId: 'late' });
    assert.equal(rig.element.state, 'connected');
    void rig.element.connect();
    assert.deepEqual(listStarts(rig), [1, 1]);
  });

  it('counts again from 1 after a refusal', async () => {
    const rig = await createUnreachableRig();
    await rig.cutOff();
    const outcome = rig.element.connect();
    rig.say({ error: 'aborted' });
    assert.equal((await outcome).status, 'cancelled');
    await rig.element.updateComplete;
    assert.equal(rig.readLabel(), 'Connect Facebook');
    void rig.element.connect();
    assert.deepEqual(listStarts(rig), [1, 2, 1]);
  });

  it('counts again from 1 after reset(), and for another platform', async () => {
    const rig = await createUnreachableRig();
    await rig.cutOff();
    rig.element.reset();
    await rig.cutOff();
    rig.element.platform = 'instagram';
    await rig.element.updateComplete;
    assert.equal(rig.readLabel(), 'Connect Instagram');
    void rig.element.connect();
    assert.deepEqual(listStarts(rig), [1, 1, 1]);
  });

  it('does not ask to finish another platform that was set meanwhile', async () => {
    const rig = await createUnreachableRig();
    await rig.openAndCutOff();
    rig.element.platform = 'instagram';
    await rig.element.updateComplete;
    rig.findAction('I have finished')!.click();
    await waitUntil(() => rig.element.state === 'unconfirmed');
    await rig.element.updateComplete;
    assert.equal(rig.readLabel(), 'Connect Instagram');
    void rig.element.connect();
    assert.deepEqual(listStarts(rig), [1, 1]);
  });

  it('keeps counting after a failure and after a veto', async () => {
    const rig = await createUnreachableRig();
    await rig.cutOff();
    const outcome = rig.element.connect();
    rig.say({ error: 'No business role.' });
    assert.equal((await outcome).status, 'failed');
    rig.element.addEventListener('connect-start', (event) => event.preventDefault(), { once: true });
    await rig.element.connect();
    void rig.element.connect();
    assert.deepEqual(listStarts(rig), [1, 2, 2, 2]);
  });

  it('stays connected once if the late message comes twice', async () => {
    const rig = await createUnreachableRig();
    await rig.cutOff();
    rig.say({ accountId: 'a1' });
    rig.say({ accountId: 'a1' });
    assert.deepEqual(
      rig.outcomes().map(({ type }) => type),
      ['connect-unconfirmed', 'account-connected'],
    );
  });
});
