import { assert } from '@open-wc/testing';
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
