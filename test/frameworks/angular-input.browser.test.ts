import { assert } from '@open-wc/testing';
import { configure } from '../../src/index.js';
import { setInput } from '../../src/frameworks/angular-input.js';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { createRig } from '../element/fixture.js';

/** What a server has: a tag that nobody has defined. */
const createTag = () => document.createElement('ghl-undefined-tag') as GhlSocialConnectElement;

const readMarkup = ({ outerHTML }: Element): string => outerHTML.replace(/^<ghl-undefined-tag ?|><.*$/g, '');

describe("an input of Angular's directive, on a server", () => {
  it('is the attribute', () => {
    const tag = createTag();
    setInput(tag, 'platform', 'facebook', true);
    setInput(tag, 'locationId', 'loc1', true);
    setInput(tag, 'timeout', 60_000, true);
    setInput(tag, 'reconnect', true, true);
    setInput(tag, 'allowedOrigins', 'https://a.example', true);
    assert.equal(
      readMarkup(tag),
      'platform="facebook" location-id="loc1" timeout="60000" reconnect="" allowed-origins="https://a.example"',
    );
  });

  it('is left out where no attribute can say it', () => {
    const tag = createTag();
    setInput(tag, 'labels', { connect: 'Link' }, true);
    setInput(tag, 'getStartUrl', () => 'https://a.example/', true);
    setInput(tag, 'allowedOrigins', ['https://a.example'], true);
    setInput(tag, 'disabled', false, true);
    setInput(tag, 'userId', undefined, true);
    assert.equal(readMarkup(tag), '');
    assert.isUndefined(tag.labels);
  });

  it('takes back what it said', () => {
    const tag = createTag();
    setInput(tag, 'platform', 'facebook', true);
    setInput(tag, 'platform', undefined, true);
    assert.equal(readMarkup(tag), '');
  });
});

describe("an input of Angular's directive, in a browser", () => {
  it('is the property, and adds no attribute', async () => {
    const { element } = await createRig();
    const before = element.outerHTML;
    setInput(element, 'sessionToken', 'secret', false);
    setInput(element, 'allowedOrigins', ['https://a.example'], false);
    setInput(element, 'labels', { connect: 'Link' }, false);
    assert.equal(element.sessionToken, 'secret');
    assert.deepEqual(element.allowedOrigins, ['https://a.example']);
    assert.deepEqual(element.labels, { connect: 'Link' });
    assert.equal(element.outerHTML, before);
  });

  it('says again what the server said, and nothing is lost', async () => {
    const { element, click, next } = await createRig();
    element.setAttribute('platform', 'facebook');
    const connected = next('account-connected');
    await click();
    await connected;
    setInput(element, 'platform', 'facebook', false);
    await element.updateComplete;
    assert.equal(element.state, 'connected');
    setInput(element, 'platform', 'linkedin', false);
    await element.updateComplete;
    assert.equal(element.state, 'idle');
    assert.equal(element.getAttribute('platform'), 'linkedin');
  });

  it('switches on what a server switched off', async () => {
    const { element, button } = await createRig();
    element.setAttribute('disabled', '');
    await element.updateComplete;
    assert.isTrue(button.disabled);
    setInput(element, 'disabled', false, false);
    await element.updateComplete;
    assert.isFalse(button.disabled);
  });

  it("is stronger than the page's default, also as false", async () => {
    const { element } = await createRig();
    element.setAttribute('reconnect', '');
    configure({ reconnect: true });
    try {
      setInput(element, 'reconnect', false, false);
      assert.isFalse(element.reconnect);
    } finally {
      configure({ reconnect: undefined });
    }
  });

  it('replaces text of the server by an object', async () => {
    const { element } = await createRig();
    element.setAttribute('allowed-origins', 'https://a.example');
    setInput(element, 'allowedOrigins', ['https://b.example'], false);
    assert.deepEqual(element.allowedOrigins, ['https://b.example']);
    assert.isFalse(element.hasAttribute('allowed-origins'));
  });
});
