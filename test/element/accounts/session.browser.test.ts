import { assert } from '@open-wc/testing';
import type { GhlSocialAccountsElement } from '../../../src/element/accounts/index.js';
import '../../../src/accounts.js';
import { waitUntil } from '../../browsers/wait-until.js';
import { installHighLevel } from '../session/fake-highlevel.js';
import { readNames } from './fixture.js';

let highLevel: ReturnType<typeof installHighLevel>;
let element: GhlSocialAccountsElement;
let count = 0;

/** Each list has an app of its own, so that no session is left from the test before. */
function createList(properties: Partial<GhlSocialAccountsElement> = {}): GhlSocialAccountsElement {
  element = document.createElement('ghl-social-accounts');
  Object.assign(element, {
    proxyUrl: '/highlevel',
    session: 'highlevel',
    appId: `list-${(count += 1)}`,
    ...properties,
  });
  document.body.append(element);
  return element;
}

beforeEach(() => {
  highLevel = installHighLevel();
});
afterEach(() => {
  element.remove();
  highLevel.restore();
});

describe('a list with session="highlevel"', () => {
  it('shows the accounts of the location that is open, and then those of the next one', async () => {
    createList();
    await waitUntil(() => readNames(element)[0] === 'List for Bearer token-of-loc1', 'the first list');
    highLevel.open('loc2');
    highLevel.changeRoute();
    await waitUntil(() => readNames(element)[0] === 'List for Bearer token-of-loc2', 'the second list');
  });

  it('does not get the accounts of the location before from a list that has just left the page', async () => {
    const { appId } = createList();
    await waitUntil(() => element.state === 'ready', 'the first list');
    element.remove();
    highLevel.open('loc2');
    const before = highLevel.requests.length;
    highLevel.changeRoute();
    await waitUntil(() => highLevel.requests.length > before, 'the location is another');
    createList({ appId });
    await waitUntil(() => readNames(element)[0] === 'List for Bearer token-of-loc2', 'the second list');
  });

  it('forgets the accounts where HighLevel has no location any more, and shows them again where it has', async () => {
    createList();
    await waitUntil(() => readNames(element)[0] === 'List for Bearer token-of-loc1', 'the list');
    highLevel.open('agency', { status: 403, code: 'no_user_context' });
    highLevel.changeRoute();
    await waitUntil(() => element.state === 'failed', 'it fails');
    assert.equal(element.error!.reason, 'no-location');
    assert.deepEqual(readNames(element), []);
    assert.deepEqual(element.accounts, []);
    highLevel.open('loc1');
    highLevel.changeRoute();
    await waitUntil(() => readNames(element)[0] === 'List for Bearer token-of-loc1', 'the list again');
  });

  it('keeps the accounts where the proxy only fails for a while', async () => {
    createList();
    await waitUntil(() => element.state === 'ready', 'the list');
    highLevel.open('broken', { status: 503, code: 'upstream_error' });
    const before = highLevel.requests.length;
    highLevel.changeRoute();
    await waitUntil(() => highLevel.requests.length > before, 'it asks again');
    await element.updateComplete;
    assert.deepEqual(readNames(element), ['List for Bearer token-of-loc1']);
    highLevel.open('agency', { status: 403, code: 'no_user_context' });
    highLevel.changeRoute();
    await waitUntil(() => element.state === 'failed', 'it fails');
    assert.deepEqual(readNames(element), []);
  });

  it('says what is missing where HighLevel has no session', async () => {
    highLevel.open('');
    createList();
    await waitUntil(() => element.state === 'failed', 'it fails');
    assert.equal(element.error!.code, 'no_user_context');
    highLevel.open('loc1');
    highLevel.changeRoute();
    await waitUntil(() => element.state === 'ready', 'a late session is used');
  });

  it('refuses a session token beside it, by name', async () => {
    createList({ sessionToken: 'a.b.c' });
    await waitUntil(() => element.state === 'failed', 'it fails');
    assert.include(element.error!.message, 'session-token');
    element.sessionToken = undefined;
    await waitUntil(() => element.state === 'ready', 'it works without');
  });
});
