import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { stubFocus, type FocusStub } from '../browsers/focus.js';
import { closePopups } from '../browsers/popup.js';
import { skipPauses } from '../browsers/pauses.js';
import { CHECK_PAUSE_MS } from '../../src/connect/accounts/list-proof.js';
import { HIGHLEVEL, readStatus } from '../element/fixture.js';
import { createListRig, type ListRig } from './list-rig.js';
import { createScript } from './proxy-fixture.js';

const OFFER = 'Facebook could not report back to this page.';
const highlevelUrl = `${HIGHLEVEL}/v2/location/{locationId}/marketing/social-planner`;

const findLink = ({ element }: ListRig) => element.shadowRoot!.querySelector<HTMLAnchorElement>('[part="link"]');

/** Clicks, is cut off, and says that the person has finished. */
async function cutOff(rig: ListRig): Promise<void> {
  const unconfirmed = rig.next('connect-unconfirmed');
  await rig.click();
  // The list is read as often as always, but without the pauses: these tests start after two such comparisons.
  const restore = skipPauses(CHECK_PAUSE_MS);
  try {
    await rig.clickAction('I have finished');
    await unconfirmed;
  } finally {
    restore();
  }
  await rig.element.updateComplete;
  await closePopups();
}

describe('a consent page that cuts the popup off every time', () => {
  let focus: FocusStub;
  beforeEach(() => {
    focus = stubFocus(false);
  });
  afterEach(async () => {
    focus.restore();
    await closePopups();
  });

  async function createForbiddenRig(): Promise<ListRig> {
    const { url } = await createScript({ status: 404 });
    return createListRig('coop', {}, { proxyUrl: url, highlevelUrl });
  }

  it("offers HighLevel's page after the second attempt, not after the first", async () => {
    const rig = await createForbiddenRig();
    await cutOff(rig);
    assert.isNull(findLink(rig));
    await cutOff(rig);
    assert.include(readStatus(rig.element), OFFER);
    const link = findLink(rig)!;
    assert.equal(link.href, highlevelUrl.replace('{locationId}', rig.locationId));
    assert.equal(link.target, '_blank');
    assert.equal(link.rel, 'noopener');
    assert.equal(rig.element.shadowRoot!.activeElement, link, 'the focus leads on');
  });

  it('ends connected when an account then appears in the list', async () => {
    const rig = await createListRig('coop', {}, { highlevelUrl });
    await cutOff(rig);
    await cutOff(rig);
    assert.include(readStatus(rig.element), OFFER);
    const connected = rig.next('account-connected');
    await rig.connectAtHighLevel('facebook');
    const { detail } = await connected;
    assert.equal(detail['confirmedBy'], 'list');
    assert.equal(rig.element.state, 'connected');
    assert.deepEqual(
      rig.outcomes().map(({ type }) => type),
      ['connect-unconfirmed', 'connect-unconfirmed', 'account-connected'],
    );
    await rig.element.updateComplete;
    assert.isNull(findLink(rig));
  });

  it('does not connect when an account of another platform appears, or when the person only says so', async () => {
    const rig = await createListRig('coop', {}, { highlevelUrl });
    await cutOff(rig);
    await cutOff(rig);
    await rig.connectAtHighLevel('instagram');
    await rig.clickAction('I have connected it');
    await waitUntil(() => readStatus(rig.element) === 'Checking whether Facebook is connected…');
    await waitUntil(() => readStatus(rig.element).includes(OFFER), 'the offer stays');
    assert.equal(rig.element.state, 'unconfirmed');
    assert.lengthOf(rig.outcomes(), 2);
  });

  it('ends connected when the person says so and the list proves it', async () => {
    const rig = await createListRig('coop', {}, { highlevelUrl });
    await cutOff(rig);
    await cutOff(rig);
    const connected = rig.next('account-connected');
    await rig.connectAtHighLevel('facebook');
    await rig.clickAction('I have connected it');
    assert.equal((await connected).detail['confirmedBy'], 'list');
    assert.lengthOf(rig.outcomes(), 3);
  });

  it('stays unconfirmed without a list, whatever the person says', async () => {
    const rig = await createForbiddenRig();
    await cutOff(rig);
    await cutOff(rig);
    await rig.clickAction('I have connected it');
    await waitUntil(() => readStatus(rig.element).startsWith('We could not confirm whether Facebook is connected.'));
    assert.equal(rig.element.state, 'unconfirmed');
    assert.isNull(findLink(rig));
    assert.lengthOf(rig.outcomes(), 2);
  });

  it('no longer offers it after reset()', async () => {
    const rig = await createListRig('coop', {}, { highlevelUrl });
    await cutOff(rig);
    await cutOff(rig);
    rig.element.reset();
    await rig.element.updateComplete;
    assert.isNull(findLink(rig));
    await cutOff(rig);
    assert.isNull(findLink(rig));
  });
});

describe('highlevel-url', () => {
  for (const url of ['javascript:alert(1)', 'http://crm.agency.example/']) {
    it(`is refused before anything opens: ${url}`, async () => {
      const rig = await createListRig('ok', {}, { highlevelUrl: url });
      const outcome = await rig.element.connect();
      assert.equal(outcome.status, 'failed');
      assert.equal(rig.element.error?.option, 'highlevelUrl');
    });
  }
});
