import { assert, oneEvent } from '@open-wc/testing';
import { answerJson } from '../../e2e/proxy-fixture.js';
import { answerPages, createPages, openPicker } from './picker-fixture.js';

interface WithReceipt {
  readonly receipt?: string;
}

const PAGES = createPages(1);

/** The details of `account-details` and `account-attached` when the proxy sends this as receipts. */
async function readEvents(details: unknown, attached: unknown, properties = {}): Promise<[WithReceipt, WithReceipt]> {
  const answers = [
    answerJson({ success: true, results: { pages: PAGES }, receipt: details }),
    answerJson({ success: true, results: {}, receipt: attached }, 201),
  ];
  const first = oneEvent(document, 'account-details');
  const second = oneEvent(document, 'account-attached');
  await openPicker(answers, { attach: 'auto', ...properties });
  return [((await first) as CustomEvent<WithReceipt>).detail, ((await second) as CustomEvent<WithReceipt>).detail];
}

describe('detail.receipt', () => {
  it('is what the proxy signed', async () => {
    const [details, attached] = await readEvents('first.receipt.x', 'second.receipt.x');
    assert.equal(details.receipt, 'first.receipt.x');
    assert.equal(attached.receipt, 'second.receipt.x');
  });

  it('is absent if the proxy sends anything but a text of a limited length', async () => {
    const [details, attached] = await readEvents({ a: 1 }, 'x'.repeat(8_193));
    assert.notProperty(details, 'receipt');
    assert.notProperty(attached, 'receipt');
  });
});

describe('reconnect', () => {
  for (const reconnect of [true, false]) {
    it(`asks for a receipt that says so: ${reconnect}`, async () => {
      const rig = await openPicker([answerPages(PAGES)], { reconnect });
      await rig.until('choosing');
      const [{ path } = { path: '' }] = await rig.script.readRequests();
      assert.equal(path.includes('reconnect=true'), reconnect);
    });
  }
});
