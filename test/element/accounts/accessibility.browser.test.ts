import type { GhlSocialAccountsElement } from '../../../src/element/accounts/index.js';
import { assertAccessible, setScheme } from '../../browsers/axe.js';
import { waitUntil } from '../../browsers/wait-until.js';
import {
  createAccounts,
  createEntry,
  createLoaded,
  createProxy,
  EXPIRED,
  EXPIRING,
  find,
  installFetch,
  readRows,
  refuse,
  removeFetch,
  type ListProxy,
} from './fixture.js';
import { askAbout, findBoxes, startSelection } from './selection-rig.js';

beforeEach(installFetch);
afterEach(removeFetch);

const createFull = (): ListProxy =>
  createProxy([
    createEntry('a'),
    createEntry('b', EXPIRED),
    createEntry('c', EXPIRING),
    createEntry('d', { isExpired: undefined, expire: undefined, platform: 'pinterest' }),
  ]);

async function createRefused(status: number, code: string): Promise<GhlSocialAccountsElement> {
  const proxy = createProxy();
  proxy.intercept = () => refuse(status, code);
  return createLoaded(proxy);
}

/** The question about the first account that works. */
async function ask(element: GhlSocialAccountsElement): Promise<void> {
  readRows(element).at(-1)!.querySelector<HTMLElement>('.disconnect')!.click();
  await waitUntil(() => find<HTMLDialogElement>(element, 'dialog')!.open, 'the question is open');
}

const STATES: Readonly<Record<string, () => Promise<GhlSocialAccountsElement>>> = {
  loading: () => {
    const proxy = createProxy();
    proxy.intercept = () => new Promise(() => undefined);
    return createAccounts(proxy);
  },
  ready: () => createLoaded(createFull()),
  'ready, without permissions': () => {
    const proxy = createFull();
    proxy.can = ['list'];
    return createLoaded(proxy);
  },
  'ready, disabled': () => createLoaded(createFull(), { disabled: true }),
  problems: () => createLoaded(createFull(), { show: 'problems' }),
  empty: () => createLoaded(createProxy()),
  stale: async () => {
    const proxy = createFull();
    const element = await createLoaded(proxy);
    proxy.intercept = () => refuse(403, 'invalid_config');
    await element.refresh();
    return element;
  },
  failed: () => createRefused(403, 'invalid_config'),
  forbidden: () => createRefused(403, 'forbidden'),
  'the question before an account is disconnected': async () => {
    const element = await createLoaded(createFull());
    await ask(element);
    return element;
  },
  'a search that finds nothing': async () => {
    const element = await createLoaded(
      createProxy(Array.from({ length: 9 }, (_, index) => createEntry(`id-${index}`))),
    );
    const field = find<HTMLInputElement>(element, '.search')!;
    field.value = 'nothing';
    field.dispatchEvent(new InputEvent('input'));
    await element.updateComplete;
    return element;
  },
  'a selection': async () => {
    const element = await createLoaded(createFull());
    await startSelection(element);
    findBoxes(element)[1]!.click();
    return element;
  },
  'the question before several accounts are disconnected': async () => {
    const element = await createLoaded(createFull());
    await askAbout(element, 0, 1, 2);
    return element;
  },
  'selected accounts, of which some could not be disconnected': async () => {
    const proxy = createFull();
    const element = await createLoaded(proxy);
    proxy.intercept = (method, path) =>
      method === 'DELETE' && path.endsWith('/a') ? refuse(403, 'forbidden') : undefined;
    await askAbout(element, 0, 1, 3);
    find(element, '.confirm')!.click();
    await waitUntil(() => find(element, 'li > .failed') !== null, 'the failure is shown');
    return element;
  },
  'an account that could not be disconnected': async () => {
    const proxy = createFull();
    const element = await createLoaded(proxy);
    proxy.intercept = (method) => (method === 'DELETE' ? refuse(403, 'forbidden') : undefined);
    await ask(element);
    await waitUntil(() => find(element, '.confirm')?.getAttribute('aria-disabled') === 'false', 'it can be answered');
    find(element, '.confirm')!.click();
    await waitUntil(() => find(element, 'li > .failed') !== null, 'the failure is shown');
    return element;
  },
};

for (const scheme of ['light', 'dark']) {
  for (const direction of ['ltr', 'rtl']) {
    describe(`axe finds nothing in a list in ${scheme}, ${direction}`, () => {
      for (const [name, open] of Object.entries(STATES)) {
        it(name, async () => {
          const element = await open();
          setScheme(element, scheme);
          element.parentElement!.dir = direction;
          await element.updateComplete;
          await assertAccessible(element);
        });
      }
    });
  }
}
