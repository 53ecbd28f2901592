import { assert, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import type { GhlSocialConnectElement } from '../../../src/index.js';
import { clickForReal, clickInPopup, clickUntilReceived, closePopups } from '../../browsers/popup.js';
import { createRig, createStartUrl, HIGHLEVEL } from '../fixture.js';

/** Origins of the messages of pages that arrive at `view`, until the test ends. */
function record(view: Window): string[] {
  const origins: string[] = [];
  view.addEventListener('message', ({ origin }) => origins.push(origin), true);
  return origins;
}

/** A window that a person has opened. Its address is no `about:blank`, whose document Firefox replaces later. */
async function openChild(): Promise<Window> {
  const address = URL.createObjectURL(
    new Blob(['<!doctype html><p style="width: fit-content"></p>'], { type: 'text/html' }),
  );
  const button = await fixture<HTMLButtonElement>(html`<button>Open</button>`);
  let child: Window | null = null;
  button.addEventListener('click', () => (child = window.open(address, '_blank', 'popup=1,width=600,height=500')));
  await clickForReal(button);
  await waitUntil(() => child?.document.querySelector('p') && child.document.readyState === 'complete', 'no window');
  return child!;
}

const createFrame = () =>
  fixture<HTMLIFrameElement>(html`<iframe title="another document" width="600" height="300"></iframe>`);

async function clickInFrame(frame: HTMLIFrameElement, button: Element): Promise<void> {
  await clickUntilReceived(button, () => {
    const [outer, inner] = [frame.getBoundingClientRect(), button.getBoundingClientRect()];
    const border = frame.clientLeft;
    return [outer.left + border + inner.left + inner.width / 2, outer.top + border + inner.top + inner.height / 2];
  });
}

describe('an element that another window shows', () => {
  afterEach(closePopups);

  it('connects after a click in a child window, which opens the popup', async () => {
    const child = await openChild();
    const rig = await createRig({ startUrl: createStartUrl('ok', { consent: 'ask' }) });
    const heard = record(child);
    // To a driver, what another window has created is no element.
    child.document.querySelector('p')!.append(rig.element);
    const connected = rig.next('account-connected');
    await clickInPopup('p');
    await clickInPopup('#allow');
    assert.match(String((await connected).detail['accountId']), /./);
    assert.deepEqual(heard, [HIGHLEVEL]);
    assert.lengthOf(rig.outcomes(), 1);
  });

  it('connects after a click in a frame, which opens the popup', async () => {
    const frame = await createFrame();
    const rig = await createRig();
    const [inFrame, inPage] = [record(frame.contentWindow!), record(window)];
    frame.contentDocument!.body.append(rig.element);
    const connected = rig.next('account-connected');
    await clickInFrame(frame, rig.button);
    await connected;
    assert.include(inFrame, HIGHLEVEL);
    assert.notInclude(inPage, HIGHLEVEL);
  });

  it("connects if the page's `openWindow` opens the popup from another window than the one that shows it", async () => {
    const frame = await createFrame();
    const rig = await createRig({ openWindow: (...parts) => window.open(...parts) });
    const [inFrame, inPage] = [record(frame.contentWindow!), record(window)];
    frame.contentDocument!.body.append(rig.element);
    const connected = rig.next('account-connected');
    await clickInFrame(frame, rig.button);
    await connected;
    assert.include(inPage, HIGHLEVEL);
    assert.notInclude(inFrame, HIGHLEVEL);
  });

  it('is cancelled when that window goes, and connects again in the page', async () => {
    const frame = await createFrame();
    const rig = await createRig({ startUrl: createStartUrl('never') });
    const { element } = rig as { element: GhlSocialConnectElement };
    frame.contentDocument!.body.append(element);
    await clickInFrame(frame, rig.button);
    assert.equal(element.state, 'connecting');
    const cancelled = rig.next('connect-cancelled');
    // As pages do with a picture-in-picture window. In Chromium, a node that stays loses its listeners with the frame.
    frame.contentWindow!.addEventListener('pagehide', () => document.body.append(element));
    frame.remove();
    assert.equal((await cancelled).detail['reason'], 'aborted');
    element.startUrl = createStartUrl();
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    element.remove();
  });
});
