import { assert } from '@open-wc/testing';
import type { GhlSocialAccountsElement } from '../../../src/element/accounts/index.js';
import { waitUntil } from '../../browsers/wait-until.js';
import {
  createEntry,
  createLoaded,
  createProxy,
  EXPIRED,
  find,
  installFetch,
  readNames,
  readRows,
  removeFetch,
} from './fixture.js';

beforeEach(installFetch);
afterEach(removeFetch);

describe('hostile data', () => {
  it('does not change the order of other texts, and an account without a name shows its id', async () => {
    const proxy = createProxy([
      createEntry('a', { ...EXPIRED, name: '\u202eevil\u2066' }),
      createEntry('b', { ...EXPIRED, name: undefined, username: undefined }),
      createEntry('c', { ...EXPIRED, name: '<img src=x onerror=alert(1)>' }),
    ]);
    const element = await createLoaded(proxy);
    assert.sameMembers(readNames(element), ['evil', 'b', '<img src=x onerror=alert(1)>']);
    assert.isNull(find(element, '.name img'));
  });

  it('shows its user name or its id if a name looks empty', async () => {
    const blank = '\u200b\u3164';
    const element = await createLoaded(
      createProxy([createEntry('a', { name: blank, username: 'harbour' }), createEntry('b', { name: blank })]),
    );
    assert.sameMembers(readNames(element), ['harbour', 'b']);
  });

  const readKind = (element: GhlSocialAccountsElement, index: number) =>
    readRows(element)[index]!.querySelector('.kind')!.textContent!.replace(/\s+/g, ' ').trim();
  const readDisconnect = (element: GhlSocialAccountsElement, index: number) =>
    readRows(element)
      [index]!.querySelector('.disconnect')!
      .ariaLabel!.replace(/[\u2068\u2069]/g, '');

  it('tells accounts apart whose names look the same, in their rows and in what is said of them', async () => {
    const element = await createLoaded(
      createProxy([
        createEntry('login_location_111111', { name: 'Shop' }),
        createEntry('login_location_222222', { name: 'Sh\u043ep' }),
        createEntry('login_location_333333', { name: 'Shop', platform: 'linkedin' }),
      ]),
    );
    assert.equal(readKind(element, 0), 'Facebook · Page · …111111');
    assert.equal(readKind(element, 1), 'Facebook · Page · …222222');
    assert.equal(readKind(element, 2), 'LinkedIn · Page');
    assert.equal(readDisconnect(element, 0), 'Disconnect Shop (Facebook · …111111)');
    assert.equal(readDisconnect(element, 2), 'Disconnect Shop (LinkedIn)');
    element.disconnect('login_location_222222');
    await waitUntil(() => find(element, 'dialog[open]') !== null, 'the question is open');
    assert.include(find(element, '#question')!.textContent, '222222');
  });

  it('says no more than the name of accounts whose names differ', async () => {
    const element = await createLoaded(
      createProxy([
        createEntry('login_location_111111', { name: 'Shap' }),
        createEntry('login_location_222222', { name: 'Shop' }),
      ]),
    );
    assert.equal(readKind(element, 0), 'Facebook · Page');
    assert.equal(readDisconnect(element, 1), 'Disconnect Shop');
  });

  it('forgets the likeness when the other account is gone', async () => {
    const proxy = createProxy([
      createEntry('one-111111', { name: 'Shop' }),
      createEntry('two-222222', { name: 'Shop' }),
    ]);
    const element = await createLoaded(proxy);
    assert.equal(readKind(element, 0), 'Facebook · Page · …111111');
    proxy.entries = proxy.entries.slice(0, 1);
    await element.refresh();
    await element.updateComplete;
    assert.equal(readKind(element, 0), 'Facebook · Page');
  });

  it('cannot change the direction of a question or an announcement', async () => {
    const proxy = createProxy([createEntry('a', { name: '\u202eevil\u2069\u2066' }), createEntry('b')]);
    const element = await createLoaded(proxy);
    element.disconnect('a');
    await waitUntil(() => find(element, '#question') !== null, 'the question is open');
    assert.equal(find(element, '#question')!.textContent, 'Disconnect \u2068evil\u2069?');
    element.disconnect('a', 'b');
    await waitUntil(() => find(element, '.names') !== null, 'the other question is open');
    assert.include(
      [...find(element, '.names')!.querySelectorAll('bdi')].map(({ textContent }) => textContent),
      'evil',
    );
  });

  it('lists an account whose name is blank or nothing but controls by its id, and asks about it by that', async () => {
    const proxy = createProxy([
      createEntry('blank', { name: '   ', username: undefined }),
      createEntry('controls', { name: '\u202e\u2066', username: undefined }),
    ]);
    const element = await createLoaded(proxy);
    assert.sameMembers(readNames(element), ['blank', 'controls']);
    element.disconnect('controls');
    await waitUntil(() => find(element, '#question') !== null, 'the question is open');
    assert.equal(find(element, '#question')!.textContent, 'Disconnect \u2068controls\u2069?');
  });

  it('is asked about a thousand accounts at once, in a question that stays within the window', async () => {
    const entries = Array.from({ length: 1000 }, (_, index) => createEntry(`id-${index}`, { name: 'W'.repeat(300) }));
    const element = await createLoaded(createProxy(entries));
    element.disconnect(...entries.map(({ id }) => id));
    await waitUntil(() => find<HTMLDialogElement>(element, 'dialog')!.open, 'the question is open');
    await element.updateComplete;
    assert.lengthOf(find(element, '.names')!.querySelectorAll('li'), 1000);
    const { top, bottom, left, right } = find(element, 'dialog')!.getBoundingClientRect();
    assert.isAtLeast(Math.min(top, left), 0);
    assert.isAtMost(bottom, window.innerHeight);
    assert.isAtMost(right, window.innerWidth);
  });

  it('waits for no picture, and keeps its place', async () => {
    const element = await createLoaded(
      createProxy([createEntry('a', { avatar: 'https://pictures.example/never.png' }), createEntry('b')]),
    );
    assert.equal(find<HTMLImageElement>(element, 'img')!.naturalWidth, 0);
    assert.equal(find(element, '.avatar')!.textContent!.trim(), 'Aa');
    const [waiting, without] = [...element.shadowRoot!.querySelectorAll('.avatar')].map((avatar) => {
      const { width, height } = avatar.getBoundingClientRect();
      return [width, height];
    });
    assert.deepEqual(waiting, without);
  });

  it('draws a thousand accounts, and lets their names wrap', async () => {
    const entries = Array.from({ length: 1000 }, (_, index) => createEntry(`id-${index}`, { name: 'W'.repeat(300) }));
    const element = await createLoaded(createProxy(entries));
    element.style.width = '320px';
    assert.lengthOf(readRows(element), 1000);
    assert.isAtMost(find(element, 'ul')!.scrollWidth, 320);
  });

  it('shows initials where a picture does not load', async () => {
    const element = await createLoaded(
      createProxy([createEntry('a', { avatar: 'https://pictures.example/none.png' })]),
    );
    const image = find<HTMLImageElement>(element, 'img')!;
    assert.equal(find(element, '.avatar')!.textContent!.trim(), 'Aa');
    image.dispatchEvent(new Event('error'));
    assert.isTrue(image.hidden);
    element.noAvatars = true;
    await element.updateComplete;
    assert.isNull(find(element, 'img'));
  });
});
