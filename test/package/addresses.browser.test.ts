import { assert } from '@open-wc/testing';
import {
  addImportMap,
  addScript,
  closePages,
  createAttempt,
  importModule,
  type Inner,
  listScripts,
  type Module,
  NOT_FOUND,
  openPage,
  readPickerButtons,
} from './cdn-page.js';

const ENTRY = '/dist/cdn/ghl-social-connect.js';
const OTHER_ORIGIN = `http://cdn.localhost:${location.port}`;

/** How a page gets the module, and the address by which a script of the page imports it again. */
interface Variant {
  readonly title: string;
  readonly load: () => Promise<Inner>;
  readonly specifier: string;
}

function loadByTag(title: string, src: string): Variant {
  const load = async () => {
    const inner = await openPage();
    await addScript(inner, { src, type: 'module' });
    return inner;
  };
  return { title, load, specifier: src };
}

async function loadByImportMap(): Promise<Inner> {
  const inner = await openPage();
  addImportMap(inner, { imports: { 'social-connect': `${ENTRY}?v=3` } });
  await importModule(inner, 'social-connect');
  return inner;
}

async function loadTwice(): Promise<Inner> {
  const inner = await openPage();
  await addScript(inner, { src: `${ENTRY}?ver=6.4`, type: 'module' });
  await addScript(inner, { src: `${ENTRY}?ver=6.5`, type: 'module' });
  return inner;
}

const WORKER_FOLDER = '/test/package/pages/worker/';

async function loadByWorker(): Promise<Inner> {
  const registration = await navigator.serviceWorker.register(`${WORKER_FOLDER}worker.js`);
  const worker = registration.installing ?? registration.waiting ?? registration.active!;
  if (worker.state !== 'activated') {
    await new Promise<void>((resolve) => {
      worker.addEventListener('statechange', () => worker.state === 'activated' && resolve());
    });
  }
  const inner = await openPage(`${WORKER_FOLDER}page.html`);
  await addScript(inner, { src: `${WORKER_FOLDER}app.js`, type: 'module' });
  return inner;
}

const VARIANTS: readonly Variant[] = [
  loadByTag('its own name', ENTRY),
  loadByTag('a query', `${ENTRY}?ver=6.4`),
  loadByTag('a fragment', `${ENTRY}#main`),
  loadByTag('a fingerprinted name', '/cdn-variants/renamed/app-3f9ac21e.js'),
  loadByTag('a redirect from another folder', '/cdn-variants/moved/ghl-social-connect.js'),
  loadByTag('another origin', `${OTHER_ORIGIN}${ENTRY}`),
  loadByTag('another origin, another name and a query', `${OTHER_ORIGIN}/cdn-variants/renamed/social.js?v=1`),
  { title: 'an import map', load: loadByImportMap, specifier: 'social-connect' },
  { title: 'two addresses in one page', load: loadTwice, specifier: `${ENTRY}?ver=6.6` },
  { title: 'a service worker', load: loadByWorker, specifier: `${WORKER_FOLDER}app.js` },
];

describe('the module for a CDN, from any address', () => {
  afterEach(async () => {
    closePages();
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  });

  for (const { title, load, specifier } of VARIANTS) {
    it(`has words on the picker's buttons when it is loaded from ${title}`, async () => {
      const texts = await readPickerButtons(await load());
      assert.isAtLeast(texts.length, 2);
      for (const text of texts) assert.match(text, /\p{L}{3}/u);
    });

    it(`reports the proxy's not_found as not_found when it is loaded from ${title}`, async () => {
      const inner = await load();
      const { SocialConnectError } = await importModule<Module>(inner, specifier);
      const { element } = await createAttempt(inner, {}, NOT_FOUND);
      const outcome = await element.connect();
      if (outcome.status !== 'failed') throw new Error(`The attempt is ${outcome.status}.`);
      assert.equal(outcome.error.code, 'not_found');
      assert.instanceOf(outcome.error, SocialConnectError);
    });

    it(`runs its code once when it is loaded from ${title}`, async () => {
      const inner = await load();
      await readPickerButtons(inner);
      const { GhlSocialConnectElement } = await importModule<Module>(inner, specifier);
      assert.equal(inner.customElements.get('ghl-social-connect'), GhlSocialConnectElement);
      const parts = listScripts(inner).filter((name) => /\.(?:core|accounts|attempt)\.js$/.test(name));
      assert.deepEqual(parts, [...new Set(parts)]);
      assert.isAtLeast(parts.length, 2);
    });
  }
});
