import { assert } from '@open-wc/testing';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { VERSION } from '../../src/element/version.js';
import { addScript, closePages, type Inner, openPage } from './cdn-page.js';
import type { Host } from './pages/host.js';

interface Script {
  readonly src: string;
  readonly type?: string;
}

/** Opens an empty window in a frame; resolves when `script` has run in it. */
async function loadInFrame(script: Script): Promise<Inner> {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const inner = frame.contentWindow as Inner;
  await addScript(inner, script);
  return inner;
}

/** Opens a page with its own zod and Lit, which can report their state. */
async function loadHost(): Promise<{ inner: Inner; host: Host }> {
  const inner = await openPage('/test/package/pages/host.html');
  return { inner, host: inner.document as Document & Host };
}

const FILES: readonly Script[] = [
  { src: '/dist/cdn/ghl-social-connect.js', type: 'module' },
  { src: '/dist/cdn/ghl-social-connect.bundle.js', type: 'module' },
  { src: '/dist/cdn/ghl-social-connect.classic.js' },
];

const listKeys = (inner: Window): Set<string | symbol> => new Set(Reflect.ownKeys(inner));

describe('the global scope of a page', () => {
  afterEach(closePages);

  for (const script of FILES) {
    it(`gets no global from ${script.src}, which defines the tag`, async () => {
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

    it(`keeps the first class when ${script.src} is loaded twice`, async () => {
      const inner = await loadInFrame(script);
      const first = inner.customElements.get('ghl-social-connect');
      await addScript(inner, { ...script, src: `${script.src}?again` });
      assert.equal(inner.customElements.get('ghl-social-connect'), first);
    });
  }
});

describe("a page's own zod and Lit", () => {
  afterEach(closePages);

  for (const script of FILES) {
    it(`are not changed by ${script.src}, and do not change it`, async () => {
      const { inner, host } = await loadHost();
      const before = host.readHost();
      await addScript(inner, script);
      const element = inner.document.createElement('ghl-social-connect') as GhlSocialConnectElement;
      const popup = inner.document.body.appendChild(inner.document.createElement('iframe')).contentWindow!;
      Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1' });
      Object.assign(element, { allowedOrigins: 'https://hl.example', openWindow: () => popup });
      inner.document.body.append(element);
      const rejected: unknown[] = [];
      element.addEventListener('message-rejected', ({ detail }) => rejected.push(detail.reason));
      const post = (data: object) => {
        const event = { source: popup, origin: 'https://hl.example', data };
        inner.dispatchEvent(new inner.MessageEvent('message', event));
      };
      host.setTrap(true);
      assert.throws(() => host.readHost(), "The page's own zod was used.");
      const outcome = element.connect();
      const refused = new Promise((resolve) => element.addEventListener('message-rejected', resolve, { once: true }));
      post({ page: 'social_media_posting', platform: 1 });
      await refused;
      post({ page: 'social_media_posting', platform: 'facebook', accountId: '65f1a2b3c4d5e6f708192a3b' });
      assert.equal((await outcome).status, 'connected');
      assert.deepEqual(rejected, ['schema']);
      host.setTrap(false);
      // A frame adds a numbered key to its window.
      popup.frameElement!.remove();
      assert.deepEqual(host.readHost(), before);
    });
  }

  it('do change when a script shares its libraries with the page', async () => {
    const { inner, host } = await loadHost();
    const before = host.readHost();
    await addScript(inner, { src: '/test/package/pages/careless.js', type: 'module' });
    const after = host.readHost();
    const changed = Object.keys(before).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    assert.deepEqual(changed, ['globals', 'zodConfig', 'zodWords', 'zodIds', 'litVersions']);
  });
});

describe('a page that loads two versions', () => {
  afterEach(closePages);

  for (const script of FILES) {
    it(`keeps the first, warns once, and all its elements work: ${script.src}`, async () => {
      const code = await fetch('/dist/cdn/ghl-social-connect.classic.js').then((response) => response.text());
      const other = code.replaceAll(VERSION, '0.0.1');
      const inner = await loadInFrame({ src: URL.createObjectURL(new Blob([other], { type: 'text/javascript' })) });
      const warnings: string[] = [];
      inner.console.warn = (...parts: unknown[]) => warnings.push(parts.join(' '));
      const addTag = () => inner.document.body.appendChild(inner.document.createElement('ghl-social-connect'));
      const tags = [addTag()];
      await addScript(inner, script);
      tags.push(addTag());
      assert.lengthOf(warnings, 1);
      assert.include(warnings[0], 'already registered in version 0.0.1');
      for (const tag of tags) {
        tag.platform = 'threads';
        await tag.updateComplete;
        assert.include(tag.shadowRoot!.textContent, 'Connect Threads');
        assert.equal((tag.constructor as typeof GhlSocialConnectElement).version, '0.0.1');
      }
    });
  }
});
