import { assert } from '@open-wc/testing';
import '../../src/index.js';
import type { GhlSocialConnectElement } from '../../src/element/ghl-social-connect.js';

const TAG = '<ghl-social-connect platform="facebook" location-id="l" user-id="u"></ghl-social-connect>';

/** Puts an element into the page by `insert`; resolves when it is drawn. */
async function place(insert: (root: HTMLElement) => Element | null | undefined): Promise<GhlSocialConnectElement> {
  const root = document.createElement('div');
  root.className = 'host-page';
  document.body.append(root);
  const element = insert(root) as GhlSocialConnectElement;
  await element.updateComplete;
  return element;
}

function write(root: HTMLElement, markup: string): GhlSocialConnectElement | null {
  root.innerHTML = markup;
  return root.querySelector('ghl-social-connect');
}

/** Whether the button shows its label, and a click on it asks to connect once. */
function assertWorks(element: GhlSocialConnectElement): void {
  const button = element.shadowRoot!.querySelector('button')!;
  assert.equal(button.querySelector('[part="label"] slot')!.textContent, 'Connect Facebook');
  let starts = 0;
  const count = (event: Event) => (event.preventDefault(), (starts += 1));
  element.addEventListener('connect-start', count);
  button.click();
  element.removeEventListener('connect-start', count);
  assert.equal(starts, 1);
}

const PARENTS: Record<string, (tag: string) => string> = {
  'a page that resets everything': (tag) => `<style>.host-page * { all: unset }</style>${tag}`,
  'a parent without a box': (tag) => `<div style="display: contents">${tag}</div>`,
  'an open dialog': (tag) => `<dialog open>${tag}</dialog>`,
  'a details element': (tag) => `<details open><summary>x</summary>${tag}</details>`,
  'an editable parent': (tag) => `<div contenteditable>${tag}</div>`,
  'an enlarged parent': (tag) => `<div style="zoom: 2">${tag}</div>`,
  'a size container': (tag) => `<div style="container-type: inline-size; width: 300px">${tag}</div>`,
  'a very narrow parent': (tag) => `<div style="width: 30px">${tag}</div>`,
  'a parent from right to left': (tag) => `<div dir="rtl">${tag}</div>`,
  'a link': (tag) => `<a href="#x">${tag}</a>`,
  'a list': (tag) => `<ul><li>${tag}</li></ul>`,
  'a popover': (tag) => `<div popover="manual">${tag}</div>`,
  'a transformed parent': (tag) =>
    `<div style="transform: rotate(2deg); contain: strict; width: 400px; height: 90px">${tag}</div>`,
  'a page with styles for every button': (tag) => `<style>button { display: none !important }</style>${tag}`,
};

describe('an element works in', () => {
  afterEach(() => document.querySelectorAll('.host-page').forEach((root) => root.remove()));

  for (const [name, wrap] of Object.entries(PARENTS)) {
    it(name, async () => assertWorks(await place((root) => write(root, wrap(TAG)))));
  }

  it('a shadow root inside a shadow root', async () => {
    const element = await place((root) => {
      const outer = root.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' });
      const inner = outer.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
      inner.innerHTML = TAG;
      return inner.firstElementChild;
    });
    assertWorks(element);
  });

  it('a fieldset that is disabled and enabled again', async () => {
    const element = await place((root) => write(root, `<fieldset disabled>${TAG}</fieldset>`));
    const button = element.shadowRoot!.querySelector('button')!;
    assert.isTrue(button.disabled);
    element.closest('fieldset')!.disabled = false;
    await element.updateComplete;
    assert.isFalse(button.disabled);
    assertWorks(element);
  });
});

describe('an element works after', () => {
  afterEach(() => document.querySelectorAll('.host-page').forEach((root) => root.remove()));

  const COPIES: Record<string, (original: GhlSocialConnectElement, root: HTMLElement) => Element | null> = {
    'it was cloned': (original, root) => root.appendChild(original.cloneNode(true) as Element),
    'it was imported': (original, root) => root.appendChild(document.importNode(original, true)),
    'a script has restored the markup': (original, root) => write(root, original.outerHTML),
    'its template was used': (_original, root) => {
      const template = document.createElement('template');
      template.innerHTML = TAG;
      root.append(template.content.cloneNode(true));
      return root.querySelector('ghl-social-connect');
    },
    'it went through another document': (original, root) => {
      document.implementation.createHTMLDocument().body.append(original);
      return root.appendChild(document.adoptNode(original));
    },
    'it was removed and put back': (original, root) => {
      original.remove();
      return root.appendChild(original);
    },
    'it took the place of another': (original, root) => {
      const old = root.appendChild(document.createElement('div'));
      old.replaceWith(original);
      return original;
    },
  };
  for (const [name, copy] of Object.entries(COPIES)) {
    it(name, async () => {
      const original = await place((root) => write(root, TAG));
      const element = copy(original, original.parentElement!) as GhlSocialConnectElement;
      await element.updateComplete;
      assertWorks(element);
    });
  }

  it('the page has observed every mutation and answered with one of its own', async () => {
    const element = await place((root) => write(root, TAG));
    let answers = 0;
    const observer = new MutationObserver(() => {
      answers += 1;
      element.dataset.answers = String(answers);
      if (answers > 20) observer.disconnect();
    });
    observer.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ['name', 'class'] });
    element.append(' ');
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    observer.disconnect();
    assert.equal(answers, 1);
    assertWorks(element);
  });
});
