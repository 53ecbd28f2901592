import { assert } from '@open-wc/testing';
import type { GhlSocialAccountsElement } from '../../../src/element/accounts/index.js';
import '../../../src/element/i18n/locales/ar.js';
import { waitUntil } from '../../browsers/wait-until.js';
import { createEntry, createLoaded, createProxy, find, installFetch, refuse, removeFetch } from './fixture.js';

beforeEach(() => {
  installFetch();
  document.dir = 'rtl';
});
afterEach(() => {
  removeFetch();
  document.dir = '';
});

/** How the text of an element is laid out. */
interface Layout {
  /** Whether its last letter is right of the one before. */
  readonly endsAtRight: boolean;
  /** Whether it fills the element up to the right. */
  readonly isAtRight: boolean;
}

function measure(element: HTMLElement): Layout {
  const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() as Text;
  const { length } = node.data;
  // The marks around names have no place.
  const before = node.data.slice(0, -1).search(/[^\u2068\u2069][\u2068\u2069]*$/);
  const place = (start: number, end: number) => {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    return range.getBoundingClientRect();
  };
  return {
    endsAtRight: place(length - 1, length).left > place(before, before + 1).left,
    isAtRight: element.getBoundingClientRect().right - place(0, length).right < 1,
  };
}

async function openQuestion(element: GhlSocialAccountsElement): Promise<HTMLElement> {
  find(element, '.disconnect')!.click();
  const isReady = () => find(element, '.confirm')?.getAttribute('aria-disabled') === 'false';
  await waitUntil(isReady, 'the question is open');
  return find(element, 'dialog')!;
}

describe('English texts on a page from right to left', () => {
  it('end with their punctuation, and are where the texts of the page are', async () => {
    const dialog = await openQuestion(await createLoaded(createProxy([createEntry('a')])));
    for (const selector of ['.title', '#consequences p']) {
      const text = dialog.querySelector<HTMLElement>(selector)!;
      assert.match(text.textContent, /[.?]$/);
      assert.deepEqual(measure(text), { endsAtRight: true, isAtRight: true }, selector);
    }
  });

  it('do so in a complaint', async () => {
    const proxy = createProxy();
    proxy.intercept = () => refuse(500, 'upstream_error');
    const notice = find(await createLoaded(proxy), '.notice > span')!;
    assert.match(notice.textContent, /\.$/);
    assert.deepEqual(measure(notice), { endsAtRight: true, isAtRight: true });
  });

  it('do so in a list without accounts, and in a button that works', async () => {
    const empty = find(await createLoaded(createProxy()), '.empty')!;
    assert.match(empty.textContent, /\.$/);
    assert.isTrue(measure(empty).endsAtRight);

    const proxy = createProxy([createEntry('a')]);
    proxy.intercept = (method) => (method === 'DELETE' ? new Promise(() => undefined) : undefined);
    const element = await createLoaded(proxy);
    await openQuestion(element);
    find(element, '.confirm')!.click();
    const button = () => find(element, '.disconnect')!;
    await waitUntil(() => button().textContent.endsWith('…'), 'the button says that it works');
    assert.isTrue(measure(button()).endsAtRight);
  });
});

describe('Arabic texts on such a page', () => {
  it('end at their left', async () => {
    const dialog = await openQuestion(await createLoaded(createProxy([createEntry('a')]), { lang: 'ar' }));
    const title = dialog.querySelector<HTMLElement>('.title')!;
    assert.match(title.textContent, /؟$/);
    assert.deepEqual(measure(title), { endsAtRight: false, isAtRight: true });
  });
});
