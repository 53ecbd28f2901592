import { assert } from '@open-wc/testing';

const FOLDER = '/dist/cdn/';

/** Puts a script with a hash into a window of its own; whether the tag is defined there once it has loaded or failed. */
async function definesTag(file: string, integrity: string): Promise<boolean> {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const inner = frame.contentWindow as Window & typeof globalThis;
  const script = inner.document.createElement('script');
  if (!file.includes('classic')) script.type = 'module';
  Object.assign(script, { src: FOLDER + file, crossOrigin: 'anonymous', integrity });
  const ended = new Promise((resolve) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', resolve);
  });
  inner.document.head.append(script);
  await ended;
  return inner.customElements.get('ghl-social-connect') !== undefined;
}

describe('the hashes of the files for a CDN', () => {
  let hashes: Record<string, string>;

  before(async () => {
    hashes = (await (await fetch(`${FOLDER}sri.json`)).json()) as Record<string, string>;
  });
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  for (const file of ['ghl-social-connect.js', 'ghl-social-connect.classic.js']) {
    it(`${file} with its hash defines the tag`, async () => {
      assert.isTrue(await definesTag(file, hashes[file]!));
    });

    it(`${file} with another hash does not`, async () => {
      const other = Object.keys(hashes).find((name) => name !== file)!;
      assert.isFalse(await definesTag(file, hashes[other]!));
    });
  }
});
