import { assert } from '@open-wc/testing';
import { GhlSocialConnectElement, type Platform } from '../../../src/index.js';

const createElement = () => Object.assign(new GhlSocialConnectElement(), { platform: 'facebook' as Platform });

describe('an element at rest', () => {
  it('is drawn once', async () => {
    const element = createElement();
    let updates = 0;
    element.addController({ hostUpdated: () => (updates += 1) });
    document.body.append(element);
    await element.updateComplete;
    // The slots would report a change in a task of its own.
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    assert.equal(updates, 1);
    element.remove();
  });

  it('keeps the nodes that it has drawn', async () => {
    const element = createElement();
    document.body.append(element);
    await element.updateComplete;
    const list = () => [...element.shadowRoot!.querySelectorAll('*')];
    const drawn = list();
    element.platform = 'instagram';
    await element.updateComplete;
    assert.deepEqual(list(), drawn);
    assert.equal(element.shadowRoot!.querySelector('[part="label"]')!.textContent, 'Connect Instagram');
    element.remove();
  });
});
