import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import {
  PROXY,
  REFUSED_TOKEN,
  fetchSessionToken,
  createScript,
  createPlayedRig,
  createDetailsRig,
  clickAndFail,
  waitForNoPopup,
  waitForWords,
} from './proxy-fixture.js';

describe('the session token', () => {
  it('is read from the attribute', async () => {
    const script = await createScript({ scenario: 'ok' });
    const rig = await createPlayedRig(script.url, { getSessionToken: undefined });
    const token = await fetchSessionToken();
    rig.element.setAttribute('session-token', token);
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    assert.deepEqual(await script.readRequests(), [
      { method: 'POST', path: '/social-media-posting/oauth/facebook/start', authorization: `Bearer ${token}` },
    ]);
  });

  it('is required by the proxy', async () => {
    const rig = await createPlayedRig(`${PROXY}/ok`, { getSessionToken: undefined });
    const error = await clickAndFail(rig);
    assert.equal(error.code, 'unauthorized');
    assert.equal(error.status, 401);
    await waitForWords(rig, 'could not confirm that you are signed in');
  });

  it('is requested once more after a 401', async () => {
    const tokens = [REFUSED_TOKEN, await fetchSessionToken()];
    let asked = 0;
    const script = await createScript({ scenario: 'ok' });
    const rig = await createPlayedRig(script.url, { getSessionToken: () => tokens[asked++] ?? '' });
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    assert.deepEqual(
      (await script.readRequests()).map(({ authorization }) => authorization),
      tokens.map((token) => `Bearer ${token}`),
    );
  });

  it('is requested after a 401 for an old one in the attribute', async () => {
    const rig = await createPlayedRig(`${PROXY}/ok`, { sessionToken: REFUSED_TOKEN });
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
  });

  it('is not requested a third time', async () => {
    let asked = 0;
    const rig = await createPlayedRig(`${PROXY}/ok`, {
      getSessionToken() {
        asked += 1;
        return REFUSED_TOKEN;
      },
    });
    assert.equal((await clickAndFail(rig)).code, 'unauthorized');
    assert.equal(asked, 2);
  });

  it('that getSessionToken does not return is `unauthorized`, and nothing is sent', async () => {
    const script = await createScript({ scenario: 'ok' });
    const rig = await createPlayedRig(script.url, { getSessionToken: () => Promise.reject(new Error('offline')) });
    assert.equal((await clickAndFail(rig)).code, 'unauthorized');
    await waitForWords(rig, 'could not confirm that you are signed in');
    assert.isEmpty(await script.readRequests());
    await waitForNoPopup();
  });

  it('that never arrives does not keep the attempt running', async () => {
    const rig = await createDetailsRig(`${PROXY}/ok`, {
      sessionToken: undefined,
      getSessionToken: () => new Promise(() => undefined),
    });
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    assert.equal(rig.element.state, 'loading-details');
    rig.element.cancel();
    await waitUntil(() => rig.element.state === 'connected');
  });

  it('is valid for its own location only', async () => {
    const rig = await createPlayedRig(`${PROXY}/ok`, { locationId: 'loc2' });
    assert.equal((await clickAndFail(rig)).code, 'forbidden');
    await waitForNoPopup();
    rig.element.locationId = 'loc1';
    const connected = rig.next('account-connected');
    await rig.click();
    assert.equal((await connected).detail['locationId'], 'loc1');
  });
});
