import { assert } from '@open-wc/testing';
import { PLATFORM_NAMES } from '../../src/protocol/platforms.js';
import { clickForReal } from '../browsers/popup.js';
import type { Rig } from '../element/fixture.js';
import {
  PROXY,
  PLAIN,
  COUNT,
  type Step,
  createScript,
  createDetailsRig,
  readFailure,
  answerJson,
  answerError,
  waitForWords,
} from './proxy-fixture.js';

function findRetry({ element }: Rig): HTMLButtonElement | undefined {
  return [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('.actions button')].find(({ textContent }) =>
    textContent.includes('Try again'),
  );
}

describe('details', () => {
  for (const [scenario, code] of [
    ['details-401-scope', 'forbidden'],
    ['details-429', 'rate_limited'],
    ['details-500', 'upstream_error'],
    ['details-html', 'invalid_response'],
    ['details-invalid', 'invalid_response'],
    ['details-huge', 'invalid_response'],
  ] as const) {
    it(`that fail with ${code} in scenario ${scenario} keep the connection, and can be requested again if that may help`, async () => {
      const rig = await createDetailsRig(`${PROXY}/${scenario}`);
      const failed = readFailure(rig.next('account-details-failed'));
      await rig.click();
      const error = await failed;
      assert.equal(error.code, code);
      assert.equal(rig.element.state, 'connected');
      assert.isString(rig.element.connection?.accountId);
      assert.lengthOf(rig.outcomes(), 1);
      await rig.element.updateComplete;
      await waitForWords(rig, 'You are signed in to Facebook');
      assert.equal(findRetry(rig) !== undefined, error.recoverable);
      if (!error.recoverable) return;

      rig.element.proxyUrl = `${PROXY}/ok`;
      const told = rig.next('account-details');
      await clickForReal(findRetry(rig)!);
      assert.lengthOf((await told).detail['accounts'] as unknown[], 3);
      await rig.element.updateComplete;
      assert.isUndefined(findRetry(rig));
      assert.lengthOf(rig.outcomes(), 1);
    });
  }

  it('that arrive late are shown as loading, then appear', async () => {
    const script = await createScript({ scenario: 'ok', wait: true });
    const rig = await createDetailsRig(script.url);
    const connected = rig.next('account-connected');
    const told = rig.next('account-details');
    await rig.click();
    await connected;
    assert.equal(rig.element.state, 'loading-details');
    await waitForWords(rig, 'Loading your accounts');
    await script.letGo();
    await told;
    assert.equal(rig.element.state, 'connected');
  });

  it('are loaded after two failures of the server', async () => {
    const failure = answerError(503, 'upstream_error');
    const script = await createScript(failure, failure, { scenario: 'ok' });
    const rig = await createDetailsRig(script.url);
    const told = rig.next('account-details');
    await rig.click();
    await told;
    assert.lengthOf(await script.readRequests(), 3);
  });

  it('are loaded after a short Retry-After', async () => {
    const script = await createScript(
      { status: 429, headers: { 'Retry-After': '0' }, body: '{"statusCode":429,"message":"Too many requests."}' },
      { scenario: 'ok' },
    );
    const rig = await createDetailsRig(script.url);
    const told = rig.next('account-details');
    await rig.click();
    await told;
    assert.lengthOf(await script.readRequests(), 2);
  });

  for (const [title, step, code, requests] of [
    ['a server that keeps failing', answerError(503, 'upstream_error'), 'upstream_error', 3],
    [
      'a long wait',
      answerJson({ error: { code: 'rate_limited', message: '', retryAfter: 60 } }, 429),
      'rate_limited',
      1,
    ],
    ['a token that HighLevel refuses', answerError(502, 'unauthorized'), 'unauthorized', 1],
    ["HighLevel's nonsense", answerError(502, 'invalid_response'), 'invalid_response', 1],
    ['400', answerError(400, 'invalid_config'), 'invalid_config', 1],
    ['401', answerError(401, 'unauthorized'), 'unauthorized', 1],
    ['403', answerError(403, 'forbidden'), 'forbidden', 1],
    ['404', answerError(404, 'not_found'), 'not_found', 1],
    ['422', answerError(422, 'upstream_error'), 'upstream_error', 1],
    ['a connection that breaks', { reset: true }, 'network_error', undefined],
    ['an empty answer', {}, 'invalid_response', 1],
    ['a failure in a 200', answerJson({ success: false, statusCode: 500 }), 'upstream_error', 1],
    ['10 MB', { size: 10_485_760 }, 'invalid_response', 1],
  ] as readonly (readonly [string, Step, string, number | undefined])[]) {
    it(`end with ${code} after ${title}: ${requests ?? 'some'} request(s)`, async () => {
      const script = await createScript(step);
      const rig = await createDetailsRig(script.url);
      const failed = readFailure(rig.next('account-details-failed'));
      await rig.click();
      assert.equal((await failed).code, code);
      // A browser may ask again by itself when a connection breaks.
      if (requests !== undefined) assert.lengthOf(await script.readRequests(), requests);
      assert.equal(rig.element.state, 'connected');
      assert.lengthOf(rig.outcomes(), 1);
    });
  }

  for (const platform of PLATFORM_NAMES) {
    it(`of ${platform} are loaded through a plain reverse proxy, too`, async () => {
      const rig = await createDetailsRig(PLAIN, { platform, sessionToken: undefined });
      const told = rig.next('account-details');
      await rig.click();
      assert.lengthOf((await told).detail['accounts'] as unknown[], COUNT[platform] ?? 3);
    });
  }

  it("fail with HighLevel's own message for a 404 of a plain reverse proxy", async () => {
    const rig = await createDetailsRig(`${PLAIN}/nowhere`, { sessionToken: undefined });
    const failed = readFailure(rig.next('account-details-failed'));
    await rig.click();
    const error = await failed;
    assert.equal(error.code, 'not_found');
    assert.include(error.message, 'Cannot GET');
  });
});
