import { assert } from '@open-wc/testing';
import { configure, type GhlSocialConnectElement } from '../../src/index.js';
import { VOCABULARY } from '../../src/frameworks/connect/vocabulary.js';
import { listServerAttributes, setProperty } from '../../src/frameworks/set-property.js';
import { createRig } from '../element/fixture.js';

const SERVER_ATTRIBUTES = listServerAttributes(VOCABULARY);

/** What a server has: a tag that nobody has defined. */
const createTag = () => document.createElement('ghl-undefined-tag') as GhlSocialConnectElement;

const readMarkup = ({ outerHTML }: Element): string => outerHTML.replace(/^<ghl-undefined-tag ?|><.*$/g, '');

describe('a property from a framework, on a server', () => {
  it('is the attribute', () => {
    const tag = createTag();
    setProperty(tag, 'platform', 'facebook', SERVER_ATTRIBUTES);
    setProperty(tag, 'locationId', 'loc1', SERVER_ATTRIBUTES);
    setProperty(tag, 'timeout', 60_000, SERVER_ATTRIBUTES);
    setProperty(tag, 'reconnect', true, SERVER_ATTRIBUTES);
    setProperty(tag, 'allowedOrigins', 'https://a.example', SERVER_ATTRIBUTES);
    assert.equal(
      readMarkup(tag),
      'platform="facebook" location-id="loc1" timeout="60000" reconnect="" allowed-origins="https://a.example"',
    );
  });

  it('is left out where no attribute can say it', () => {
    const tag = createTag();
    setProperty(tag, 'labels', { connect: 'Link' }, SERVER_ATTRIBUTES);
    setProperty(tag, 'getStartUrl', () => 'https://a.example/', SERVER_ATTRIBUTES);
    setProperty(tag, 'allowedOrigins', ['https://a.example'], SERVER_ATTRIBUTES);
    setProperty(tag, 'disabled', false, SERVER_ATTRIBUTES);
    setProperty(tag, 'userId', undefined, SERVER_ATTRIBUTES);
    assert.equal(readMarkup(tag), '');
    assert.isUndefined(tag.labels);
  });

  it('is left out where all could read a secret', () => {
    const tag = createTag();
    setProperty(tag, 'sessionToken', 'secret', SERVER_ATTRIBUTES);
    assert.equal(readMarkup(tag), '');
  });

  it('takes back what it said', () => {
    const tag = createTag();
    setProperty(tag, 'platform', 'facebook', SERVER_ATTRIBUTES);
    setProperty(tag, 'platform', undefined, SERVER_ATTRIBUTES);
    assert.equal(readMarkup(tag), '');
  });
});

describe('a property from a framework, in a browser', () => {
  it('is the property, and adds no attribute', async () => {
    const { element } = await createRig();
    const before = element.outerHTML;
    setProperty(element, 'sessionToken', 'secret');
    setProperty(element, 'allowedOrigins', ['https://a.example']);
    setProperty(element, 'labels', { connect: 'Link' });
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
    setProperty(element, 'platform', 'facebook');
    await element.updateComplete;
    assert.equal(element.state, 'connected');
    setProperty(element, 'platform', 'linkedin');
    await element.updateComplete;
    assert.equal(element.state, 'idle');
    assert.equal(element.platform, 'linkedin');
  });

  it('switches on what a server switched off', async () => {
    const { element, button } = await createRig();
    element.setAttribute('disabled', '');
    await element.updateComplete;
    assert.isTrue(button.disabled);
    setProperty(element, 'disabled', false);
    await element.updateComplete;
    assert.isFalse(button.disabled);
  });

  it("is stronger than the page's default, also as false", async () => {
    const { element } = await createRig();
    element.setAttribute('reconnect', '');
    configure({ reconnect: true });
    try {
      setProperty(element, 'reconnect', false);
      assert.isFalse(element.reconnect);
    } finally {
      configure({ reconnect: undefined });
    }
  });

  it('replaces text of the server by an object', async () => {
    const { element } = await createRig();
    element.setAttribute('allowed-origins', 'https://a.example');
    setProperty(element, 'allowedOrigins', ['https://b.example']);
    assert.deepEqual(element.allowedOrigins, ['https://b.example']);
  });

  it("gives the page's default back", async () => {
    const { element } = await createRig();
    configure({ reconnect: true, popupWidth: 700 });
    try {
      setProperty(element, 'reconnect', false);
      setProperty(element, 'popupWidth', 800);
      assert.deepEqual([element.reconnect, element.popupWidth], [false, 800]);
      setProperty(element, 'reconnect', undefined);
      setProperty(element, 'popupWidth', undefined);
      assert.deepEqual([element.reconnect, element.popupWidth], [true, 700]);
    } finally {
      configure({ reconnect: undefined, popupWidth: undefined });
    }
  });
});
