import { assert } from '@open-wc/testing';
import type { GhlSocialConnectElement } from '../../src/element/ghl-social-connect.js';

const ENTRY = new URL('../../src/index.ts', import.meta.url).href;
const TAG = '<ghl-social-connect platform="facebook" location-id="l" user-id="u"></ghl-social-connect>';
const SCRIPT = `<script type="module" src="${ENTRY}"></script>`;

type FrameWindow = Window & typeof globalThis;

/** Adds a frame, whose document `load` provides; resolves with its window. */
async function addFrame(load: (frame: HTMLIFrameElement) => void): Promise<FrameWindow> {
  const frame = document.createElement('iframe');
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  load(frame);
  document.body.append(frame);
  await loaded;
  return frame.contentWindow as FrameWindow;
}

/** Resolves with the element of a document whose script is on its way. */
async function findElement(view: FrameWindow): Promise<GhlSocialConnectElement> {
  await view.customElements.whenDefined('ghl-social-connect');
  const element = view.document.querySelector('ghl-social-connect')!;
  await element.updateComplete;
  return element;
}

/** Whether the button shows its label, and a click on it asks to connect once, to HighLevel's own address. */
function assertWorks(element: GhlSocialConnectElement): void {
  const button = element.shadowRoot!.querySelector('button')!;
  assert.equal(button.querySelector('[part="label"] slot')!.textContent, 'Connect Facebook');
  let starts = 0;
  element.addEventListener('connect-start', (event) => (event.preventDefault(), (starts += 1)));
  button.click();
  assert.equal(starts, 1);
}

const DOCUMENTS: Readonly<Record<string, (frame: HTMLIFrameElement) => void>> = {
  'a srcdoc document': (frame) => (frame.srcdoc = `<!doctype html>${TAG}${SCRIPT}`),
  'a document in quirks mode': (frame) => (frame.srcdoc = `${TAG}${SCRIPT}`),
  'a document with a base address': (frame) =>
    (frame.srcdoc = `<!doctype html><base href="https://elsewhere.example/deep/" target="_top">${TAG}${SCRIPT}`),
  'a document that is loaded by an AMD loader': (frame) =>
    (frame.srcdoc = `<!doctype html><script>
      window.define = () => { throw new Error('Mismatched anonymous define()'); };
      window.define.amd = {};
      window.module = { exports: {} };
      window.exports = window.module.exports;
      window.require = () => { throw new Error('Not here.'); };
    </script>${TAG}${SCRIPT}`),
  'a document that has frozen its prototypes': (frame) =>
    (frame.srcdoc = `<!doctype html><script>
      for (const type of [Object, Array, Function, Map, Set, Promise, RegExp, String, Error, URL, Event, EventTarget]) {
        Object.freeze(type.prototype);
        Object.freeze(type);
      }
    </script>${TAG}${SCRIPT}`),
  'a document whose names are those of its elements': (frame) =>
    (frame.srcdoc = `<!doctype html>
      <img name="hasFocus"><img name="addEventListener"><img name="activeElement"><img name="currentScript">
      <form name="visibilityState"></form><form name="documentElement"></form><form name="defaultView"></form>
      <form id="open"></form><form id="opener"></form><form id="customElements"></form><form id="location2"></form>
      ${TAG}${SCRIPT}`),
  'a document that was written by a script': (frame) =>
    frame.addEventListener(
      'load',
      () => {
        const view = frame.contentWindow!;
        view.document.open();
        // Written in one call, as old widgets do it.
        view.document.write(`<!doctype html><title>Written</title>${TAG}${SCRIPT}`);
        view.document.close();
      },
      { once: true, capture: true },
    ),
  'a document for old encodings': (frame) => {
    const markup = `<!doctype html><meta charset="windows-1252">${TAG}${SCRIPT}`;
    frame.src = URL.createObjectURL(new Blob([markup], { type: 'text/html' }));
  },
  'a document that loads the script twice': (frame) =>
    (frame.srcdoc = `<!doctype html>${SCRIPT}${SCRIPT}${TAG}<script type="module" src="${ENTRY}?again"></script>`),
  'a document in which a page declares the tag late': (frame) =>
    (frame.srcdoc = `<!doctype html>${TAG}<script type="module">
      document.querySelector('ghl-social-connect').platform = 'facebook';
      await import('${ENTRY}');
    </script>`),
};

describe('an element works in', () => {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  for (const [name, load] of Object.entries(DOCUMENTS)) {
    it(name, async () => assertWorks(await findElement(await addFrame(load))));
  }

  it('an inert part of the page that is freed again', async () => {
    const view = await addFrame((frame) => (frame.srcdoc = `<!doctype html><main inert>${TAG}</main>${SCRIPT}`));
    const element = await findElement(view);
    element.focus();
    assert.notEqual(view.document.activeElement, element, 'an inert button takes no focus');
    view.document.querySelector('main')!.inert = false;
    element.focus();
    assert.equal(view.document.activeElement, element);
    assertWorks(element);
  });

  it('a document that a view transition changes', async function () {
    const view = await addFrame((frame) => (frame.srcdoc = `<!doctype html><main>${TAG}</main>${SCRIPT}`));
    const element = await findElement(view);
    const page = view.document as Document & {
      startViewTransition?: (update: () => void) => { updateCallbackDone: Promise<void> };
    };
    // Older engines have no view transitions: nothing to try.
    if (!page.startViewTransition) return this.skip();
    await page.startViewTransition(() => {
      const main = page.querySelector('main')!;
      main.replaceWith(Object.assign(page.createElement('section'), { id: 'new' }));
      page.querySelector('#new')!.append(element);
    }).updateCallbackDone;
    assertWorks(element);
  });
});

describe('an element that a page prints', () => {
  it('does not change with the events of printing', async () => {
    const view = await addFrame((frame) => (frame.srcdoc = `<!doctype html>${TAG}${SCRIPT}`));
    const element = await findElement(view);
    const before = element.shadowRoot!.innerHTML;
    view.dispatchEvent(new view.Event('beforeprint'));
    await element.updateComplete;
    assert.equal(element.shadowRoot!.innerHTML, before);
    view.dispatchEvent(new view.Event('afterprint'));
    assertWorks(element);
    view.frameElement!.remove();
  });
});
