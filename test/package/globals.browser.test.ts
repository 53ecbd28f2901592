import { assert } from '@open-wc/testing';

/** A window of its own with `script` in it; resolves when the script has run. */
async function loadInFrame(script: { src: string; type?: string }): Promise<Window & typeof globalThis> {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const inner = frame.contentWindow as Window & typeof globalThis;
  const element = Object.assign(inner.document.createElement('script'), script);
  const loaded = new Promise((resolve, reject) => {
    element.addEventListener('load', resolve);
    element.addEventListener('error', () => reject(new Error(`${script.src} does not load; npm run build`)));
  });
  inner.document.head.append(element);
  await loaded;
  return inner;
}

const listKeys = (inner: Window): Set<string | symbol> => new Set(Reflect.ownKeys(inner));

describe('the files for a CDN', () => {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  for (const script of [
    { src: '/dist/cdn/ghl-social-connect.js', type: 'module' },
    { src: '/dist/cdn/ghl-social-connect.classic.js' },
  ]) {
    it(`${script.src} defines the tag and adds no global`, async () => {
      const empty = await loadInFrame({ src: 'data:text/javascript,' });
      const inner = await loadInFrame(script);
      assert.isDefined(inner.customElements.get('ghl-social-connect'));
      const before = listKeys(empty);
      assert.deepEqual(
        [...listKeys(inner)].filter((key) => !before.has(key)),
        [],
      );
      assert.equal('metadata' in inner.Symbol, 'metadata' in empty.Symbol);
    });

    it(`${script.src} may be loaded twice`, async () => {
      const inner = await loadInFrame(script);
      const first = inner.customElements.get('ghl-social-connect');
      const again = inner.document.createElement('script');
      Object.assign(again, { ...script, src: `${script.src}?again` });
      const loaded = new Promise((resolve) => again.addEventListener('load', resolve));
      inner.document.head.append(again);
      await loaded;
      assert.equal(inner.customElements.get('ghl-social-connect'), first);
    });
  }
});
