import { assert } from '@open-wc/testing';
import {
  addImportMap,
  addScript,
  closePages,
  createAttempt,
  importModule,
  type Inner,
  type Module,
  NOT_FOUND,
  openPage,
  readPickerButtons,
} from './cdn-page.js';

/** The files as they are on the disk: the runner changes the scripts that it serves below `/dist`. */
const CDN = '/cdn-variants/built/';

/** Opens a page that has the import map of the build, for the files in `folder`. */
async function openProtectedPage(folder: string): Promise<Inner> {
  const text = await fetch('/dist/cdn/import-map.json').then((response) => response.text());
  const inner = await openPage();
  addImportMap(inner, JSON.parse(text.replaceAll('"./', `"${location.origin}${folder}`)) as object);
  return inner;
}

const loadModule = (inner: Inner) => importModule<Module>(inner, 'ghl-social-connect');

/** The code of the error with which an attempt ends that asks a proxy where to sign in. */
async function readFailure(inner: Inner): Promise<string> {
  const { element } = await createAttempt(inner, {}, NOT_FOUND);
  const outcome = await element.connect();
  return outcome.status === 'failed' ? outcome.error.code : outcome.status;
}

describe('the import map with hashes', () => {
  afterEach(closePages);

  it('accepts the files of the build', async () => {
    const inner = await openProtectedPage(CDN);
    await loadModule(inner);
    assert.isAtLeast((await readPickerButtons(inner)).length, 2);
  });

  it('accepts a part of the build at the address of a second attempt', async () => {
    const inner = await openProtectedPage(`/cdn-variants/flaky,${crypto.randomUUID()},1/`);
    await loadModule(inner);
    assert.notEqual(await readFailure(inner), 'not_found');
    assert.equal(await readFailure(inner), 'not_found');
  });

  it('refuses a core that was changed', async () => {
    const inner = await openProtectedPage('/cdn-variants/tampered,core/');
    let isRefused = false;
    await loadModule(inner).catch(() => (isRefused = true));
    assert.isTrue(isRefused);
    assert.isUndefined(inner.customElements.get('ghl-social-connect'));
  });

  it('refuses a part that was changed, however often it is tried again', async () => {
    const inner = await openProtectedPage('/cdn-variants/tampered,accounts/');
    await loadModule(inner);
    for (let attempt = 1; attempt <= 5; attempt += 1) assert.notEqual(await readFailure(inner), 'not_found');
  });

  it('is what refuses them: without it, a changed part is loaded', async () => {
    const inner = await openPage();
    // An address of its own: Chromium's memory cache refuses a file again that it has refused before.
    await addScript(inner, { src: '/cdn-variants/tampered,accounts,1/ghl-social-connect.js', type: 'module' });
    assert.equal(await readFailure(inner), 'not_found');
  });
});

describe('the module in one file', () => {
  afterEach(closePages);

  it('loads no other file, so that one hash covers everything', async () => {
    const hashes = (await fetch('/dist/cdn/sri.json').then((response) => response.json())) as Record<string, string>;
    const name = 'ghl-social-connect.bundle.js';
    const inner = await openPage();
    await addScript(inner, { src: CDN + name, type: 'module', integrity: hashes[name]!, crossOrigin: 'anonymous' });
    assert.isAtLeast((await readPickerButtons(inner)).length, 2);
    const scripts = inner.performance.getEntriesByType('resource').filter(({ name: url }) => url.includes('.js'));
    assert.deepEqual(
      scripts.map(({ name: url }) => new URL(url).pathname),
      [CDN + name],
    );
  });

  it('exports what the module in several files exports', async () => {
    const inner = await openPage();
    const [one, several] = await Promise.all([
      importModule<object>(inner, `${CDN}ghl-social-connect.bundle.js`),
      importModule<object>(inner, `${CDN}ghl-social-connect.js`),
    ]);
    assert.deepEqual(Object.keys(one).sort(), Object.keys(several).sort());
    assert.include(Object.keys(one), 'configure');
  });
});
