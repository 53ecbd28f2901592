import { assert, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import { GhlSocialConnectElement, registerLabels } from '../../../src/index.js';
import { createRig } from '../fixture.js';
import { createTalkingPopup, ORIGIN } from '../picker/picker-fixture.js';

const createElement = () => Object.assign(new GhlSocialConnectElement(), { platform: 'facebook' as const });

async function createFrame(): Promise<HTMLIFrameElement> {
  return fixture<HTMLIFrameElement>(html`<iframe title="another document"></iframe>`);
}

/** Whether the button has the height of the element's style sheet. */
function isStyled(element: GhlSocialConnectElement): boolean {
  const view = element.ownerDocument.defaultView!;
  return view.getComputedStyle(element.shadowRoot!.querySelector('button')!).minHeight === '44px';
}

describe('an element in another document', () => {
  it('keeps its styles when it moves to a frame, and when it returns', async () => {
    const { element } = await createRig();
    const frame = await createFrame();
    assert.isTrue(isStyled(element));
    frame.contentDocument!.body.append(element);
    assert.isTrue(isStyled(element), 'in the frame');
    document.body.append(element);
    assert.isTrue(isStyled(element), 'back in the page');
    element.remove();
  });

  it('keeps its styles on the way through a document without a window', async () => {
    const { element } = await createRig();
    const { content } = document.createElement('template');
    content.append(element);
    document.body.append(element);
    assert.isTrue(isStyled(element));
    const other = document.implementation.createHTMLDocument();
    other.body.append(element);
    document.body.append(element);
    assert.isTrue(isStyled(element));
    element.remove();
  });

  it('has its styles if its first document is a frame', async () => {
    const frame = await createFrame();
    const element = createElement();
    frame.contentDocument!.body.append(element);
    await element.updateComplete;
    assert.isTrue(isStyled(element));
  });

  it('has its styles inside the shadow root of a component that moves', async () => {
    const frame = await createFrame();
    const component = document.createElement('div');
    const element = createElement();
    component.attachShadow({ mode: 'closed' }).append(element);
    document.body.append(component);
    await element.updateComplete;
    frame.contentDocument!.body.append(component);
    assert.isTrue(isStyled(element));
  });

  it('gets the styles of later states, before and after it moves', async () => {
    const { openWindow, say } = await createTalkingPopup();
    const { element } = await createRig({ allowedOrigins: ORIGIN, openWindow });
    const frame = await createFrame();
    const outcome = element.connect();
    say({ accountId: 'a1' });
    await outcome;
    const readColor = () => {
      const view = element.ownerDocument.defaultView!;
      return view.getComputedStyle(element.shadowRoot!.querySelector('button')!).backgroundColor;
    };
    const green = 'rgb(21, 112, 59)';
    await waitUntil(() => readColor() === green, 'the styles of a connected button are missing');
    frame.contentDocument!.body.append(element);
    await element.updateComplete;
    assert.equal(readColor(), green);
  });

  it('adopts each style sheet once, however often it moves', async () => {
    const { element } = await createRig();
    const frame = await createFrame();
    const count = element.shadowRoot!.adoptedStyleSheets.length;
    assert.isAbove(count, 0);
    for (const body of [frame.contentDocument!.body, document.body, frame.contentDocument!.body]) body.append(element);
    assert.lengthOf(element.shadowRoot!.adoptedStyleSheets, count);
  });

  it('is recorded by tools that watch the setter of adopted style sheets', async () => {
    const { get, set } = Object.getOwnPropertyDescriptor(ShadowRoot.prototype, 'adoptedStyleSheets')!;
    const recorded: CSSStyleSheet[] = [];
    const record = function (this: ShadowRoot, sheets: CSSStyleSheet[]): void {
      recorded.push(...sheets);
      set!.call(this, sheets);
    };
    try {
      Object.defineProperty(ShadowRoot.prototype, 'adoptedStyleSheets', { get, set: record, configurable: true });
      const { element } = await createRig({ accountId: '65f1a2b3c4d5e6f708192a3b' });
      // The second one comes with the code for a connection.
      await waitUntil(() => element.shadowRoot!.adoptedStyleSheets.length > 1, 'no more styles');
      assert.includeMembers(recorded, [...element.shadowRoot!.adoptedStyleSheets]);
    } finally {
      Object.defineProperty(ShadowRoot.prototype, 'adoptedStyleSheets', { get, set, configurable: true });
    }
  });

  it("keeps the page's own style sheets in its shadow root", async () => {
    const { element } = await createRig();
    const own = new CSSStyleSheet();
    element.shadowRoot!.adoptedStyleSheets.push(own);
    document.body.append(element);
    assert.include([...element.shadowRoot!.adoptedStyleSheets], own);
    element.remove();
  });

  it('follows the language around it', async () => {
    const frame = await createFrame();
    const component = frame.contentDocument!.createElement('div');
    const element = createElement();
    component.attachShadow({ mode: 'open' }).append(element);
    element.labels = { more: '{count}' };
    frame.contentDocument!.body.append(component);
    await element.updateComplete;
    let updates = 0;
    element.addController({ hostUpdated: () => (updates += 1) });
    frame.contentDocument!.documentElement.lang = 'de';
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    assert.equal(updates, 1);
  });

  it('speaks the language around a shadow root of that document', async () => {
    const frame = await createFrame();
    const component = frame.contentDocument!.createElement('div');
    const element = createElement();
    registerLabels('gsw', { connect: 'Mit {platform} verbinde' });
    component.lang = 'gsw';
    component.attachShadow({ mode: 'open' }).append(element);
    frame.contentDocument!.body.append(component);
    await element.updateComplete;
    assert.equal(element.shadowRoot!.querySelector('[part="label"]')!.textContent, 'Mit Facebook verbinde');
  });
});
