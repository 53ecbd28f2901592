import { assert, fixture, html } from '@open-wc/testing';
import { registerIcons, type GhlSocialConnectElement } from '../../../src/index.js';
import { BRAND_GLYPHS } from '../../../src/element/icons/brand-glyphs.js';
import { addScript, closePages, openPage } from '../../package/cdn-page.js';
import { waitUntil } from '../../browsers/wait-until.js';
import { createEntry, createLoaded, createProxy, find, installFetch, removeFetch } from '../accounts/fixture.js';

const createButton = () =>
  fixture<GhlSocialConnectElement>(html`<ghl-social-connect platform="youtube"></ghl-social-connect>`);

const findPath = (element: Element) => element.shadowRoot!.querySelector('[part="icon"] path')!;
const readPath = (element: Element) => element.shadowRoot?.querySelector('[part="icon"] path')?.getAttribute('d');

describe('the icon of the button', () => {
  afterEach(() => registerIcons({}));

  it('is a drawing of strokes until icons are registered, also for a button that is there already', async () => {
    const element = await createButton();
    const built = readPath(element);
    assert.equal(getComputedStyle(findPath(element)).fill, 'none');

    await import('../../../src/element/icons/brands.js');
    await element.updateComplete;
    assert.equal(readPath(element), BRAND_GLYPHS.youtube);
    const { fill, stroke, color } = getComputedStyle(findPath(element));
    assert.equal(fill, color);
    assert.equal(stroke, 'none');

    registerIcons({});
    await element.updateComplete;
    assert.equal(readPath(element), built);
    assert.equal(getComputedStyle(findPath(element)).fill, 'none');
  });

  it('has the colour of the text of the page, in each size', async () => {
    registerIcons(BRAND_GLYPHS);
    const element = await createButton();
    element.style.setProperty('--ghl-social-connect-color', 'rgb(1, 2, 3)');
    const widths: number[] = [];
    for (const size of ['small', 'medium', 'large'] as const) {
      element.size = size;
      await element.updateComplete;
      assert.equal(getComputedStyle(findPath(element)).fill, 'rgb(1, 2, 3)');
      widths.push(findPath(element).closest('svg')!.getBoundingClientRect().width);
    }
    assert.isTrue(widths[0]! < widths[1]! && widths[1]! < widths[2]!, String(widths));
  });

  it('is the icon of the state while an attempt runs and when it has connected', async () => {
    registerIcons(BRAND_GLYPHS);
    const element = await createButton();
    element.value = 'login-1';
    await element.updateComplete;
    assert.notEqual(readPath(element), BRAND_GLYPHS.youtube);
    assert.equal(getComputedStyle(findPath(element)).fill, 'none');
    element.reset();
    await element.updateComplete;
    assert.equal(readPath(element), BRAND_GLYPHS.youtube);
  });

  it('gives way to an icon of the page', async () => {
    registerIcons(BRAND_GLYPHS);
    const element = await createButton();
    element.innerHTML = '<img slot="icon" alt="" src="data:," />';
    await element.updateComplete;
    assert.equal(findPath(element).getBoundingClientRect().width, 0);
  });
});

describe('the icons of the list', () => {
  beforeEach(installFetch);
  afterEach(removeFetch);
  afterEach(() => registerIcons({}));

  it('are those of the buttons, in a list that is there already', async () => {
    const element = await createLoaded(createProxy([createEntry('a', { platform: 'linkedin' })]));
    const icon = () => find(element, '.kind path')!;
    assert.equal(getComputedStyle(icon()).fill, 'none');
    registerIcons(BRAND_GLYPHS);
    await element.updateComplete;
    assert.equal(icon().getAttribute('d'), BRAND_GLYPHS.linkedin);
    assert.equal(getComputedStyle(icon()).fill, getComputedStyle(icon()).color);
    const button = element.shadowRoot!.querySelector('.platforms ghl-social-connect')!;
    await waitUntil(() => readPath(button) === BRAND_GLYPHS.facebook, 'the button has the glyph');
  });
});

describe('the script with the brand icons, beside the files for a CDN', () => {
  afterEach(closePages);

  const ICONS = { src: '/dist/cdn/icons/brands.js' };
  const ELEMENTS = [
    { src: '/dist/cdn/ghl-social-connect.js', type: 'module' },
    { src: '/dist/cdn/ghl-social-connect.bundle.js', type: 'module' },
    { src: '/dist/cdn/ghl-social-connect.classic.js' },
    { src: '/dist/cdn/ghl-social-accounts.js', type: 'module' },
  ];

  for (const element of ELEMENTS) {
    for (const [order, scripts] of Object.entries({
      after: [element, ICONS],
      before: [ICONS, element],
      'as a module after': [element, { ...ICONS, type: 'module' }],
    })) {
      it(`works ${order} ${element.src}, and adds no global`, async () => {
        const inner = await openPage();
        const button = inner.document.createElement('ghl-social-connect');
        button.setAttribute('platform', 'threads');
        inner.document.body.append(button);
        const keys = Reflect.ownKeys(inner).length;
        for (const script of scripts) await addScript(inner, script);
        await waitUntil(() => readPath(button) === BRAND_GLYPHS.threads, 'the button has the glyph');
        assert.equal(Reflect.ownKeys(inner).length, keys);
      });
    }
  }
});
