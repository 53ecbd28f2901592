import { assert } from '@open-wc/testing';
import { addScript, closePages, createAttempt, type Inner, NOT_FOUND, openPage } from './cdn-page.js';

/** Loads the module from a server that answers the first requests for a part, `failures` of them, with 503. */
async function openFlakyPage(failures: number): Promise<Inner> {
  const inner = await openPage();
  const src = `/cdn-variants/flaky,${crypto.randomUUID()},${failures}/ghl-social-connect.js`;
  await addScript(inner, { src, type: 'module' });
  return inner;
}

async function readFailure(inner: Inner) {
  const { element } = await createAttempt(inner, {}, NOT_FOUND);
  const outcome = await element.connect();
  if (outcome.status !== 'failed') throw new Error(`The attempt is ${outcome.status}.`);
  return outcome.error;
}

describe('a part of the module that could not be loaded', () => {
  afterEach(closePages);

  for (const failures of [1, 3]) {
    it(`is loaded by a later attempt, after ${failures} failure(s)`, async () => {
      const inner = await openFlakyPage(failures);
      for (let attempt = 1; attempt <= failures; attempt += 1) {
        assert.notEqual((await readFailure(inner)).code, 'not_found');
      }
      assert.equal((await readFailure(inner)).code, 'not_found');
    });
  }

  it('is loaded once when two elements need it at the same time', async () => {
    const inner = await openFlakyPage(1);
    await Promise.all([readFailure(inner), readFailure(inner)]);
    assert.equal((await readFailure(inner)).code, 'not_found');
    const requests = inner.performance.getEntriesByType('resource').filter(({ name }) => name.includes('.accounts.'));
    assert.isAtMost(new Set(requests.map(({ name }) => name)).size, 2);
  });
});
