import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { readStatus } from '../element/fixture.js';
import {
  type Step,
  fetchSessionToken,
  createScript,
  createPlayedRig,
  clickAndFail,
  waitForNoPopup,
  answerJson,
  answerError,
} from './proxy-fixture.js';

describe('a start that the proxy refuses or does not answer', () => {
  const url = (value: unknown) => answerJson({ url: value });
  for (const [title, step, code] of [
    ['a connection that breaks', { reset: true }, 'network_error'],
    ['an answer that CORS hides', { cors: false, ...url('https://www.facebook.com/') }, 'network_error'],
    ['400', answerError(400, 'invalid_config'), 'invalid_config'],
    ['401', answerError(401, 'unauthorized'), 'unauthorized'],
    ['403', answerError(403, 'forbidden'), 'forbidden'],
    ['404', answerError(404, 'not_found'), 'not_found'],
    ['422', answerError(422, 'start_failed'), 'start_failed'],
    ['429', answerError(429, 'rate_limited'), 'rate_limited'],
    ['503, once', answerError(503, 'upstream_error'), 'upstream_error'],
    ['404 of another server', { status: 404, body: '<h1>Not found</h1>' }, 'not_found'],
    ['an error with a code that does not exist', answerError(500, 'constructor'), 'upstream_error'],
    ['HTML', { body: '<!doctype html>', headers: { 'Content-Type': 'text/html' } }, 'invalid_response'],
    ['nothing', {}, 'invalid_response'],
    ['broken JSON', { body: '{"url":' }, 'invalid_response'],
    ['another shape', answerJson(['https://www.facebook.com/']), 'invalid_response'],
    ['null', answerJson(null), 'invalid_response'],
    ['an address that is no text', url(7), 'invalid_response'],
    ['10 MB', { size: 10_485_760 }, 'invalid_response'],
    ['10 MB with an error', { size: 10_485_760, status: 500 }, 'upstream_error'],
    ['a javascript: address', url('javascript:alert(1)'), 'start_failed'],
    ['a data: address', url('data:text/html,x'), 'start_failed'],
    ['an http: address', url('http://www.facebook.com/'), 'start_failed'],
    ['an address with user info', url('https://facebook.com@evil.example/'), 'start_failed'],
    ['a relative address', url('/dialog/oauth'), 'start_failed'],
  ] as readonly (readonly [string, Step, string])[]) {
    it(`fails with ${code} and closes the popup: ${title}`, async () => {
      const script = await createScript(step);
      const rig = await createPlayedRig(script.url, {
        getSessionToken: undefined,
        sessionToken: await fetchSessionToken(),
      });
      assert.equal((await clickAndFail(rig)).code, code);
      await waitForNoPopup();
      assert.lengthOf(rig.outcomes(), 1);
      // A start is never sent twice by us; a browser may do it when a connection breaks, and sends none that CORS forbids.
      if (!step.reset) assert.lengthOf(await script.readRequests(), step.cors === false ? 0 : 1);
    });
  }

  for (const [title, step, words] of [
    ['404', { status: 404, body: '<h1>Not found</h1>' }, 'The service did not find what was asked for.'],
    ['403', answerError(403, 'forbidden'), 'The service does not allow this.'],
  ] as readonly (readonly [string, Step, string])[]) {
    it(`shows a text that blames neither an account nor the person for ${title}`, async () => {
      const rig = await createPlayedRig((await createScript(step)).url, { getSessionToken: undefined });
      await clickAndFail(rig);
      // The words come with the first attempt.
      await waitUntil(() => readStatus(rig.element) === words, `the words are: ${words}`);
    });
  }

  it('fails with network_error if there is no proxy', async () => {
    // Port 9 (discard) is one that browsers refuse to speak to.
    const rig = await createPlayedRig('http://localhost:9');
    assert.equal((await clickAndFail(rig)).code, 'network_error');
    await waitForNoPopup();
  });

  it('fails with network_error without a response within 10 s', async () => {
    const { setTimeout: original } = window;
    const { now } = Date;
    const limits: number[] = [];
    // The clock stands still, so that the whole 10 s remain when the request begins, however busy the machine is.
    const time = now();
    Date.now = () => time;
    window.setTimeout = ((handler: () => void, ms = 0) => {
      const isLimit = ms === 10_000;
      if (isLimit) limits.push(ms);
      return original(handler, isLimit ? 1_000 : ms);
    }) as typeof setTimeout;
    try {
      const script = await createScript({ scenario: 'ok', wait: true });
      const rig = await createPlayedRig(script.url, { getSessionToken: undefined });
      const { code, message } = await clickAndFail(rig);
      assert.equal(code, 'network_error');
      assert.include(message, 'did not respond within 10 s');
      assert.lengthOf(limits, 1);
      await waitForNoPopup();
    } finally {
      window.setTimeout = original;
      Date.now = now;
    }
  });
});
