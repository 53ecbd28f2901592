import { assert, fixture, html } from '@open-wc/testing';
import type { GhlSocialConnectElement } from '../../src/index.js';
import '../../src/index.js';

const ALLOWED = 'https://hl.example';
const GOOD = { page: 'social_media_posting', platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b' };
const EVENTS = ['connect-start', 'account-connected', 'connect-cancelled', 'connect-failed'] as const;

/** What listeners at `target` hear: the events, and where they were dispatched. */
function listenAt(target: EventTarget) {
  const heard: { readonly type: string; readonly target: EventTarget | null }[] = [];
  const controller = new AbortController();
  for (const type of EVENTS) {
    const listener = (event: Event) => heard.push({ type, target: event.target });
    target.addEventListener(type, listener, { signal: controller.signal });
  }
  return { types: () => heard.map(({ type }) => type), targets: () => heard.map(({ target }) => target), heard };
}

/** A connecting element in `parent`, and a frame that stands in for its popup. */
async function startIn(parent: ParentNode) {
  const frame = await fixture<HTMLIFrameElement>(html`<iframe title="stands in for the popup"></iframe>`);
  const popup = frame.contentWindow!;
  const element = document.createElement('ghl-social-connect') as GhlSocialConnectElement;
  Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1', allowedOrigins: ALLOWED });
  element.openWindow = () => popup;
  parent.append(element);
  const outcome = element.connect();
  const post = () => dispatchEvent(new MessageEvent('message', { source: popup, origin: ALLOWED, data: GOOD }));
  return { element, outcome, post };
}

describe('listeners at the document', () => {
  it('receive the end of an attempt whose element was removed', async () => {
    const parent = await fixture<HTMLElement>(html`<section></section>`);
    const { types, targets } = listenAt(document);
    const { element, outcome } = await startIn(parent);
    element.remove();
    assert.equal((await outcome).status, 'cancelled');
    assert.deepEqual(types(), ['connect-start', 'connect-cancelled']);
    // Where the element was: a listener that looks for a form or a row around the target finds it.
    assert.deepEqual(targets(), [element, parent]);
  });

  it('receive it if the element was removed with what is around it', async () => {
    const parent = await fixture<HTMLElement>(
      html`<section>
        <div><p></p></div>
      </section>`,
    );
    const { types, targets } = listenAt(document);
    const { element, outcome } = await startIn(parent.querySelector('p')!);
    const inner = listenAt(parent.querySelector('p')!);
    parent.firstElementChild!.remove();
    await outcome;
    assert.deepEqual(types(), ['connect-start', 'connect-cancelled']);
    assert.deepEqual(targets(), [element, parent]);
    assert.deepEqual(inner.types(), ['connect-cancelled'], 'listeners that were removed too hear it once');
  });

  it('receive it if the element was in a shadow root', async () => {
    const host = await fixture<HTMLElement>(html`<section></section>`);
    const { types, targets } = listenAt(document);
    const { outcome, element } = await startIn(host.attachShadow({ mode: 'closed' }));
    element.remove();
    await outcome;
    assert.deepEqual(types(), ['connect-start', 'connect-cancelled']);
    assert.deepEqual(targets(), [host, host]);
  });

  it('receive the success that arrives while the element is being moved', async () => {
    const parent = await fixture<HTMLElement>(html`<section></section>`);
    const { types } = listenAt(document);
    const { element, outcome, post } = await startIn(parent);
    element.remove();
    post();
    assert.equal((await outcome).status, 'connected');
    parent.append(element);
    assert.deepEqual(types(), ['connect-start', 'account-connected']);
  });

  it('receive each end once if the element stays where it is', async () => {
    const parent = await fixture<HTMLElement>(html`<section></section>`);
    const { types, targets } = listenAt(document);
    const { element, outcome } = await startIn(parent);
    element.cancel();
    await outcome;
    assert.deepEqual(types(), ['connect-start', 'connect-cancelled']);
    assert.deepEqual(targets(), [element, element]);
  });
});

describe('a listener at the element', () => {
  it('receives the end once, in or out of the document', async () => {
    const parent = await fixture<HTMLElement>(html`<section></section>`);
    const { element, outcome } = await startIn(parent);
    const { types } = listenAt(element);
    element.remove();
    await outcome;
    assert.deepEqual(types(), ['connect-cancelled']);
  });
});
