import { assert } from '@open-wc/testing';
import { highLevelSession } from '../../../src/highlevel/index.js';
import { configure, registerIcons, registerLabels } from '../../../src/index.js';
import { waitUntil } from '../../browsers/wait-until.js';
import { pollute } from '../../hostile/pollute.js';
import { createRig } from '../fixture.js';

describe('options of the page', () => {
  for (const [name, use] of Object.entries({
    configure,
    registerIcons,
    registerLabels: (labels: never) => registerLabels('de-LI', labels),
    highLevelSession,
  })) {
    it(`are refused by ${name} if they are no object`, () => {
      for (const value of [undefined, null, 'text', 7, []]) {
        assert.throws(() => use(value as never), /^options must be an object/);
      }
    });
  }

  it('give an element no text and no link that a script has added to Object.prototype', async () => {
    const { element } = await createRig({ openWindow: () => null, labels: { reconnect: 'Again' } });
    const evil = { connect: 'Inherited', link: 'javascript:alert(1)', connection: {}, error: {}, details: {} };
    const undo = pollute(evil);
    try {
      const read = () => element.shadowRoot!.querySelector('[part="label"]')!.textContent;
      element.requestUpdate();
      await element.updateComplete;
      assert.equal(read(), 'Connect Facebook');
      assert.isUndefined(element.error);
      assert.isUndefined(element.details);
      element.startUrl = 'https://hl.example/{platform}';
      const states: (string | undefined)[] = [];
      element.addController({
        hostUpdated: () => states.push(element.shadowRoot!.querySelector<HTMLAnchorElement>('[part="link"]')?.href),
      });
      await element.connect();
      await waitUntil(() => states.some(Boolean), 'no link');
      assert.match(String(states.find(Boolean)), /^https:\/\/hl\.example\/facebook/);
      element.reconnect = true;
      await element.updateComplete;
      assert.equal(read(), 'Again');
    } finally {
      undo();
    }
  });
});
