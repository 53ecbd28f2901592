import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { stubFocus, type FocusStub } from '../browsers/focus.js';
import { clickForReal, clickInPopup, closePopups, countPopups } from '../browsers/popup.js';
import { createRig, createStartUrl, HIGHLEVEL, readStatus, type Rig } from '../element/fixture.js';
import type { HostReport } from './pages/host.js';

const HINT = 'same-origin-allow-popups';

function findAction({ element }: Rig, text: string): HTMLElement | undefined {
  const buttons = element.shadowRoot!.querySelectorAll('button');
  return [...buttons].find((button) => button.textContent.includes(text));
}

describe('a popup that one of its pages makes unreachable', () => {
  let focus: FocusStub;
  beforeEach(() => {
    focus = stubFocus(false);
  });
  afterEach(async () => {
    focus.restore();
    await closePopups();
  });

  async function startUnreachable(place: string, value = 'same-origin'): Promise<Rig> {
    const rig = await createRig({ startUrl: createStartUrl('ok', { coop: place, 'coop-value': value }) });
    await rig.click();
    await waitUntil(() => readStatus(rig.element).includes('Finish in the other window'), undefined);
    assert.equal(rig.element.state, 'connecting');
    assert.lengthOf(rig.outcomes(), 0);
    return rig;
  }

  for (const place of ['consent', 'hop', 'finish']) {
    for (const value of ['same-origin', 'same-origin-allow-popups']) {
      it(`is waited for, and unconfirmed when the person has finished (${value} on the ${place} page)`, async () => {
        const rig = await startUnreachable(place, value);
        const unconfirmed = rig.next('connect-unconfirmed');
        await clickForReal(findAction(rig, 'I have finished')!);
        assert.deepEqual((await unconfirmed).detail as unknown, { platform: 'facebook', reason: 'popup-unreachable' });
        assert.equal(rig.element.state, 'unconfirmed');
        assert.lengthOf(rig.outcomes(), 1);
      });
    }
  }

  it('is unconfirmed when the person returns and stays', async () => {
    const rig = await startUnreachable('hop');
    const unconfirmed = rig.next('connect-unconfirmed');
    focus.set(true);
    await unconfirmed;
    assert.lengthOf(rig.outcomes(), 1);
  });

  it('is cancelled by the Cancel button, though it stays open', async () => {
    const rig = await startUnreachable('consent');
    const cancelled = rig.next('connect-cancelled');
    await clickForReal(findAction(rig, 'Cancel')!);
    assert.equal((await cancelled).detail['reason'], 'aborted');
    assert.equal(rig.element.state, 'idle');
    assert.equal(await countPopups(), 1);
  });

  it('allows a new attempt, which connects', async () => {
    const rig = await startUnreachable('finish');
    const unconfirmed = rig.next('connect-unconfirmed');
    findAction(rig, 'I have finished')!.click();
    await unconfirmed;
    await closePopups();
    focus.set(true);
    rig.element.startUrl = createStartUrl();
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    assert.deepEqual(
      rig.outcomes().map(({ type }) => type),
      ['connect-unconfirmed', 'account-connected'],
    );
  });
});

describe('a page', () => {
  let channels = 0;

  /** Opens a page with an element in a window of its own; the test hears it through a channel. */
  async function openHost(query: Record<string, string>): Promise<HostReport[]> {
    const name = `host-${(channels += 1)}`;
    const reports: HostReport[] = [];
    new BroadcastChannel(name).addEventListener('message', ({ data }) => reports.push(data as HostReport));
    const url = new URL('/test/e2e/pages/host.html', location.href);
    url.search = new URLSearchParams({ channel: name, origin: HIGHLEVEL, ...query }).toString();
    const button = document.body.appendChild(document.createElement('button'));
    button.textContent = 'Open the host page';
    const opened = new Promise<void>((resolve) => {
      button.addEventListener('click', () => resolve(void window.open(url, '_blank', 'noopener')));
    });
    await clickForReal(button);
    // The click may come later than the press that was waited for.
    await opened;
    button.remove();
    await waitUntil(() => find(reports, 'shown'), 'the host page is shown');
    return reports;
  }

  const find = (reports: HostReport[], type: string) => reports.find((report) => report.type === type);
  const waitForReport = async (reports: HostReport[], type: string): Promise<HostReport> => {
    await waitUntil(() => find(reports, type), `what is told as ${type}`);
    return find(reports, type)!;
  };
  afterEach(closePopups);

  it('that sends Cross-Origin-Opener-Policy: same-origin gets one warning that names same-origin-allow-popups', async () => {
    const reports = await openHost({ coop: 'same-origin', unfocused: '', start: createStartUrl() });
    await clickInPopup('ghl-social-connect');
    assert.equal((await waitForReport(reports, 'unreachable')).text, 'connecting');
    assert.include((await waitForReport(reports, 'warning')).text, HINT);
    assert.lengthOf(
      reports.filter(({ text }) => text?.includes(HINT)),
      1,
    );
    assert.isUndefined(find(reports, 'connect-cancelled'));
  });

  it('that sends same-origin-allow-popups connects', async () => {
    const reports = await openHost({ coop: 'same-origin-allow-popups', unfocused: '', start: createStartUrl() });
    await clickInPopup('ghl-social-connect');
    await waitForReport(reports, 'account-connected');
    assert.isUndefined(find(reports, 'warning'));
    assert.isUndefined(find(reports, 'unreachable'));
  });

  it("gets the same warning if the header is the provider's, because no script can read whose it was", async () => {
    const start = createStartUrl('ok', { coop: 'consent' });
    const reports = await openHost({ coop: 'same-origin-allow-popups', unfocused: '', start });
    await clickInPopup('ghl-social-connect');
    await waitForReport(reports, 'unreachable');
    assert.include((await waitForReport(reports, 'warning')).text, HINT);
  });

  it('that is left while connecting closes the popup, and works when it comes back', async () => {
    const reports = await openHost({ start: createStartUrl('never', { consent: 'ask' }) });
    await clickInPopup('ghl-social-connect');
    await waitUntil(async () => (await countPopups()) === 2);
    // The host page is asked to go by itself: the newest window is the sign-in now.
    new BroadcastChannel(`leave-${channels}`).postMessage('away');
    await waitUntil(async () => (await countPopups()) === 1, 'the popup is closed');
    reports.length = 0;
    await clickInPopup('#back:enabled');
    const { text } = await waitForReport(reports, 'shown');
    assert.match(text!, /^idle/);
    await clickInPopup('ghl-social-connect');
    await waitUntil(async () => (await countPopups()) === 2);
  });
});
