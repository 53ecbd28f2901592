import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { addScript, closePages, createAttempt, type Inner, NOT_FOUND, openPage } from '../package/cdn-page.js';

const isWebKit = /AppleWebKit/.test(navigator.userAgent) && !/Chrome/.test(navigator.userAgent);
/** What the error names: WebKit says no address. */
const FILE = isWebKit ? '"accounts"' : '.accounts.js';

/** A page from whose server one file of the module is missing for the first `failures` requests. */
async function openPageWithout(failures: number): Promise<Inner> {
  const inner = await openPage();
  const src = `/cdn-variants/flaky,${crypto.randomUUID()},${failures}/ghl-social-connect.js`;
  await addScript(inner, { src, type: 'module' });
  return inner;
}

const STARTS: Readonly<Record<string, object>> = {
  'proxy-url': {},
  getStartUrl: { proxyUrl: undefined, getStartUrl: () => 'https://hl.example/start' },
};

describe('an element whose file with the proxy client is missing', () => {
  afterEach(closePages);

  for (const [title, properties] of Object.entries(STARTS)) {
    it(`names the file when it starts with ${title}, and lets the person try again`, async () => {
      const inner = await openPageWithout(1000);
      const { element } = await createAttempt(inner, properties, NOT_FOUND);
      const outcome = await element.connect();
      if (outcome.status !== 'failed') throw new Error(`The attempt is ${outcome.status}.`);
      assert.equal(outcome.error.code, 'network_error');
      assert.include(outcome.error.message, FILE);
      assert.isTrue(outcome.error.recoverable);
    });
  }

  it('connects without a proxy, as nothing of that file is needed', async () => {
    const { connect } = await createAttempt(await openPageWithout(1000), { proxyUrl: undefined }, NOT_FOUND);
    assert.equal((await connect()).status, 'connected');
  });

  it('names the file when it loads the details, keeps the connection, and loads them when asked again', async () => {
    const inner = await openPageWithout(1);
    const startUrl = 'https://hl.example/start';
    const { element, connect } = await createAttempt(inner, { startUrl, fetchDetails: true }, NOT_FOUND);
    const errors: { code: string; message: string }[] = [];
    element.addEventListener('account-details-failed', ({ detail }) => errors.push(detail.error));
    assert.equal((await connect()).status, 'connected');
    await waitUntil(() => errors.length === 1);
    assert.equal(errors[0]!.code, 'network_error');
    assert.include(errors[0]!.message, FILE);
    assert.equal(element.connection?.accountId, 'a1');

    await element.updateComplete;
    const find = () => element.shadowRoot!.querySelector<HTMLButtonElement>('.actions button');
    await waitUntil(() => find(), 'a button to try again');
    find()!.click();
    await waitUntil(() => errors.length === 2);
    assert.equal(errors[1]!.code, 'not_found', 'the proxy has responded');
  });
});
