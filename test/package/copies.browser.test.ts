import { assert, nextFrame } from '@open-wc/testing';
import type * as api from '../../src/index.js';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { addScript, closePages, importModule, type Inner, openPage } from './cdn-page.js';

type Package = Pick<typeof api, 'configure' | 'registerLabels' | 'registerIcons'>;

const MODULE = '/dist/cdn/ghl-social-connect.js';
/** Another copy of the same code. */
const BUNDLE = '/dist/cdn/ghl-social-connect.bundle.js';

function recordWarnings(inner: Inner): string[] {
  const warnings: string[] = [];
  Object.assign(inner.console, { warn: (...parts: unknown[]) => warnings.push(parts.join(' ')) });
  return warnings;
}

function setEverything({ configure, registerLabels, registerIcons }: Package): void {
  configure({ timeout: 5 });
  configure({ timeout: 7 });
  registerLabels('de', {});
  registerIcons({});
}

describe('two copies of the package on a page', () => {
  afterEach(closePages);

  it('warn once for each function of the one whose elements are not used, and say what to do', async () => {
    const inner = await openPage();
    const warnings = recordWarnings(inner);
    await addScript(inner, { src: MODULE, type: 'module' });
    setEverything(await importModule<Package>(inner, BUNDLE));
    await nextFrame();
    const names = warnings.map((warning) => /(\w+)\(\) has no effect/.exec(warning)?.[1]);
    assert.deepEqual(names, ['configure', 'registerLabels', 'registerIcons']);
    assert.include(warnings[0], "customElements.get('ghl-social-connect').configure()");
    const used = inner.customElements.get('ghl-social-connect') as typeof GhlSocialConnectElement;
    used.configure({ timeout: 9 });
    assert.equal(new used().timeout, 9, 'the advice helps');
    assert.lengthOf(warnings, 3);
  });

  it('cause no warning for the one whose elements are used', async () => {
    const inner = await openPage();
    const warnings = recordWarnings(inner);
    const used = await importModule<Package>(inner, BUNDLE);
    await addScript(inner, { src: MODULE, type: 'module' });
    setEverything(used);
    await nextFrame();
    assert.deepEqual(warnings, []);
  });
});
