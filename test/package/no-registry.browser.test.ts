import { assert } from '@open-wc/testing';
import { addScript, closePages, openPage } from './cdn-page.js';

const SCRIPTS = [
  { src: '/src/index.ts', type: 'module' },
  { src: '/dist/cdn/ghl-social-connect.js', type: 'module' },
  { src: '/dist/cdn/ghl-social-connect.bundle.js', type: 'module' },
  { src: '/dist/cdn/ghl-social-connect.classic.js' },
  { src: '/dist/cdn/labels/de.js' },
  { src: '/dist/cdn/icons/brands.js' },
];

describe('where customElements is null, as in the content script of an extension', () => {
  afterEach(closePages);

  for (const script of SCRIPTS) {
    it(`${script.src} runs without an error`, async () => {
      const inner = await openPage();
      const errors: string[] = [];
      inner.addEventListener('error', ({ message }) => errors.push(message));
      inner.addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
      Object.defineProperty(inner, 'customElements', { value: null });
      await addScript(inner, script);
      assert.deepEqual(errors, []);
    });
  }

  for (const script of SCRIPTS.slice(0, -2)) {
    it(`${script.src} registers the tag where there is a registry`, async () => {
      const inner = await openPage();
      await addScript(inner, script);
      assert.isDefined(await inner.customElements.whenDefined('ghl-social-connect'));
    });
  }
});
