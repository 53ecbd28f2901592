import { assert } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import { answerJson, createScript } from '../../e2e/proxy-fixture.js';
import { createRig, readStatus } from '../fixture.js';
import {
  answerPages,
  attachAll,
  ATTACHED,
  boxes,
  countAttachRequests,
  createPages,
  createTalkingPopup,
  openPicker,
  ORIGIN,
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
    rig.findButton('Add selected (2)').click();
    await rig.until('attaching');
    assert.deepEqual(
      rig.findAll('.badge').map(({ textContent }) => textContent),
      ['Adding…'],
    );
    assert.include(readStatus(rig.element), 'Adding 1 of 2…');
    boxes(rig)[2]!.click();
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
    rig.findButton('Add selected (3)').click();
    await waitUntil(() => rig.attachings().length === 3);
    await rig.until('choosing');
    assert.deepEqual(rig.attachings(), ['account-attached p1', 'account-attach-failed p2', 'account-attached p3']);
    assert.lengthOf(rig.findAll('.badge.attached'), 2);
    assert.include(rig.find('.entry-error').textContent, 'The service has a problem.');
    assert.include(readStatus(rig.element), 'Could not be added: 1');
    assert.isUndefined(rig.findButton('Not now'));
    rig.findButton('Try again').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings().slice(3), ['account-attached p2']);
    assert.equal(await countAttachRequests(rig), 4);
  });

  it('stops where the next ones would fail as well, and keeps them selected', async () => {
    const refused = answerJson({ error: { code: 'rate_limited', message: '', retryAfter: 60 } }, 429);
    const rig = await openPicker([answerPages(PAGES), refused, ATTACHED]);
    await rig.until('choosing');
    await attachAll(rig);
    await rig.until('attaching');
    await rig.until('choosing');
    assert.deepEqual(rig.attachings(), ['account-attach-failed p1']);
    assert.deepEqual(readChecked(rig), [true, true, true]);
    assert.equal(await countAttachRequests(rig), 1);
    rig.findButton('Add selected (3)').click();
    await rig.until('connected');
    assert.lengthOf(rig.attachings(), 4);
  });

  it('waits once for a short Retry-After', async () => {
    const busy = answerJson({ error: { code: 'rate_limited', message: '', retryAfter: 0 } }, 429);
    const rig = await openPicker([answerPages(PAGES), busy, ATTACHED]);
    await rig.until('choosing');
    await attachAll(rig);
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p1', 'account-attached p2', 'account-attached p3']);
    assert.equal(await countAttachRequests(rig), 4);
  });

  it('ends after the account under way, when the person stops it, and keeps the rest', async () => {
    const rig = await openPicker([answerPages(PAGES), { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    await attachAll(rig);
    await rig.until('attaching');
    rig.findButton('Cancel').click();
    await rig.element.updateComplete;
    assert.equal(rig.findButton('Cancel').getAttribute('aria-disabled'), 'true');
    await rig.script.letGo();
    await rig.until('choosing');
    assert.deepEqual(rig.attachings(), ['account-attached p1']);
    assert.deepEqual(readChecked(rig), [true, true, true]);
    assert.isTrue(Boolean(rig.findButton('Add selected (2)')));
    rig.findButton('Done').click();
    await rig.until('connected');
    assert.equal(await countAttachRequests(rig), 1);
  });

  it('says nothing of an account that was cancelled while it was attached, and offers the choice again', async () => {
    const rig = await openPicker([answerPages(PAGES.slice(0, 1)), { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    rig.findButton('Add selected (1)').click();
    await waitUntil(async () => (await countAttachRequests(rig)) === 1, 'the request is sent');
    rig.element.cancel();
    await rig.until('connected');
    assert.notInclude(readStatus(rig.element), 'Nothing was chosen');
    assert.equal(rig.element.shadowRoot!.querySelector('.actions')?.textContent.trim(), 'Choose');
    await rig.script.letGo();
  });

  it('goes by the session token of the moment', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED], { sessionToken: 'first' });
    await rig.until('choosing');
    rig.element.sessionToken = 'second';
    await attachAll(rig);
    await rig.until('connected');
    assert.deepEqual(
      (await rig.script.readRequests()).map(({ authorization }) => authorization),
      ['Bearer first', 'Bearer second', 'Bearer second', 'Bearer second'],
    );
  });

  it('asks the function of the moment for the session token, and asks it once', async () => {
    const asked: string[] = [];
    const ask = (name: string) => () => {
      asked.push(name);
      return name;
    };
    const rig = await openPicker([answerPages(createPages(2)), ATTACHED, ATTACHED], { getSessionToken: ask('first') });
    await rig.until('choosing');
    rig.element.getSessionToken = ask('second');
    await attachAll(rig);
    await rig.until('connected');
    assert.deepEqual(asked, ['first', 'second']);
    assert.deepEqual(
      (await rig.script.readRequests()).map(({ authorization }) => authorization),
      ['Bearer first', 'Bearer second', 'Bearer second'],
    );
  });

  it('begins with one account after the page has heard of it, which may stop it', async () => {
    const script = await createScript(answerPages(PAGES.slice(0, 1)), ATTACHED);
    const { openWindow, say } = await createTalkingPopup();
    const rig = await createRig({ allowedOrigins: ORIGIN, openWindow, proxyUrl: script.url, attach: 'auto' });
    rig.element.addEventListener('account-details', () => rig.element.cancel());
    void rig.element.connect();
    say({ accountId: 'a1' });
    await waitUntil(() => rig.element.details, 'the details');
    await rig.element.updateComplete;
    assert.equal(rig.element.state, 'connected');
    assert.lengthOf(await script.readRequests(), 1);
  });

  it('tries what failed again with the rest of the selection, too', async () => {
    const rig = await openPicker([answerPages(PAGES), REFUSED, ATTACHED]);
    await rig.until('choosing');
    boxes(rig)[0]!.click();
    await rig.element.updateComplete;
    rig.findButton('Add selected (1)').click();
    await waitUntil(() => rig.attachings().length === 1);
    await rig.until('choosing');
    boxes(rig)[1]!.click();
    await rig.element.updateComplete;
    rig.findButton('Add selected (2)').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings().slice(1), ['account-attached p1', 'account-attached p2']);
  });

  it('ends with the element, and tells nothing more', async () => {
    const rig = await openPicker([answerPages(PAGES), { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    rig.find<HTMLInputElement>('[part="picker"] > label input').click();
    await rig.element.updateComplete;
    rig.findButton('Add selected (3)').click();
    await waitUntil(async () => (await countAttachRequests(rig)) === 1);
    rig.element.remove();
    await rig.until('connected');
    await rig.script.letGo();
    assert.equal(await countAttachRequests(rig), 1);
    assert.deepEqual(rig.attachings(), []);
  });
});
