import { assert, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import { GhlSocialConnectElement, registerLabels } from '../../../src/index.js';
import '../../../src/element/i18n/locales/de.js';

const readLabel = (element: GhlSocialConnectElement) =>
  element.shadowRoot?.querySelector('[part="label"]')?.textContent;

/** Waits for what an observer tells, and for the drawing that follows it. */
async function untilLabel(element: GhlSocialConnectElement, text: string): Promise<void> {
  await waitUntil(() => readLabel(element) === text, `never "${text}"`);
}

const createElement = (parent: Element | ShadowRoot) => {
  const element = new GhlSocialConnectElement();
  element.platform = 'threads';
  parent.append(element);
  return element;
};

describe('the language', () => {
  it('follows a lang on the element itself', async () => {
    const element = createElement(await fixture(html`<div></div>`));
    await element.updateComplete;
    assert.equal(readLabel(element), 'Connect Threads');
    element.lang = 'de';
    await untilLabel(element, 'Threads verbinden');
    element.removeAttribute('lang');
    await untilLabel(element, 'Connect Threads');
  });

  it('follows a lang around it, also beyond shadow roots', async () => {
    const outer = await fixture<HTMLElement>(html`<div></div>`);
    const inner = document.createElement('div');
    outer.attachShadow({ mode: 'open' }).append(inner);
    const element = createElement(inner.attachShadow({ mode: 'open' }));
    outer.lang = 'de-CH';
    await untilLabel(element, 'Threads verbinden');
    inner.lang = 'en';
    await untilLabel(element, 'Connect Threads');
  });

  it('follows the element to where it is put', async () => {
    const place = await fixture<HTMLElement>(html`<div lang="de"></div>`);
    const element = createElement(await fixture(html`<div></div>`));
    await element.updateComplete;
    place.append(element);
    await untilLabel(element, 'Threads verbinden');
  });

  it('falls back from the longest tag to the shortest, then to English', async () => {
    registerLabels('zh-Hant', { connect: '連結 {platform}' });
    const element = createElement(await fixture(html`<div></div>`));
    element.lang = 'zh-Hant-TW';
    await untilLabel(element, '連結 Threads');
    element.lang = 'zh';
    await untilLabel(element, 'Connect Threads');
    element.lang = 'not a language';
    await untilLabel(element, 'Connect Threads');
  });

  for (const lang of ['de_DE', 'DE', 'De-at', 'de_DE.UTF-8', 'de-x', ' de ']) {
    it(`reads lang="${lang}" as German`, async () => {
      const element = createElement(await fixture(html`<div></div>`));
      element.lang = lang;
      await untilLabel(element, 'Threads verbinden');
    });
  }

  it('finds labels for the likely script and region of a language, however they were registered', async () => {
    registerLabels('pt_br', { connect: 'Ligar {platform}' });
    registerLabels('zh-Hant', { connect: '連結 {platform}' });
    const element = createElement(await fixture(html`<div></div>`));
    element.lang = 'pt';
    await untilLabel(element, 'Ligar Threads');
    element.lang = 'zh-TW';
    await untilLabel(element, '連結 Threads');
  });

  it('never throws for a lang that is no language', async () => {
    const element = createElement(await fixture(html`<div></div>`));
    element.labels = { connect: '{platform}' };
    for (const lang of ['de_DE', 'x', '🦊', 'i-klingon', 'not a language', '-', 'e'.repeat(100)]) {
      element.lang = lang;
      await element.updateComplete;
      assert.equal(readLabel(element), 'Threads');
    }
  });

  it('shows a label that is no text as if it were', async () => {
    const element = createElement(await fixture(html`<div></div>`));
    element.labels = { connect: 5 as never };
    await untilLabel(element, '5');
  });

  it('fills in no more than it was given', async () => {
    const element = createElement(await fixture(html`<div></div>`));
    element.labels = { connect: '{constructor} {nothing} {platform}' };
    await untilLabel(element, '{constructor} {nothing} Threads');
  });
});

describe('the script of a language, beside the file for a CDN', () => {
  /** A page of its own with these scripts, in this order, and an element. */
  async function loadPage(...scripts: string[]): Promise<GhlSocialConnectElement> {
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="a page"></iframe>`);
    const inner = frame.contentDocument!;
    inner.documentElement.lang = 'fr-CA';
    const element = inner.createElement('ghl-social-connect');
    element.setAttribute('platform', 'threads');
    inner.body.append(element);
    for (const src of scripts) {
      const script = Object.assign(inner.createElement('script'), { src });
      const loaded = new Promise((resolve, reject) => {
        script.addEventListener('load', resolve);
        script.addEventListener('error', () => reject(new Error(`${src} does not load; npm run build`)));
      });
      inner.head.append(script);
      await loaded;
    }
    return element;
  }

  const ELEMENT = '/dist/cdn/ghl-social-connect.classic.js';
  for (const scripts of [
    [ELEMENT, '/dist/cdn/labels/fr.js'],
    ['/dist/cdn/labels/fr.js', ELEMENT],
  ]) {
    it(`gives it the words: ${scripts.join(', ')}`, async () => {
      await untilLabel(await loadPage(...scripts), 'Connecter Threads');
    });
  }

  it('is not needed for English', async () => {
    await untilLabel(await loadPage(ELEMENT), 'Connect Threads');
  });
});
