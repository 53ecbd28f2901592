import { assert, fixture, html } from '@open-wc/testing';
import { configure, GhlSocialConnectElement, isPlatform, PLATFORM_NAMES, type Outcome } from '../../../src/index.js';
import { pollute } from '../../hostile/pollute.js';
import { createRig, HIGHLEVEL } from '../fixture.js';

/** Records the addresses that would have been opened; opens nothing. */
function createOpener(): { openWindow: (url: string) => Window | null; urls: string[] } {
  const urls: string[] = [];
  return { urls, openWindow: (url) => (urls.push(url), null) };
}

async function readStart(properties: Partial<GhlSocialConnectElement>): Promise<URL> {
  const { openWindow, urls } = createOpener();
  const { element } = await createRig({ startUrl: undefined, openWindow, ...properties });
  await element.connect();
  assert.lengthOf(urls, 1);
  return new URL(urls[0]!);
}

describe('the start URL', () => {
  it("is HighLevel's, with exactly the location and the user", async () => {
    for (const platform of PLATFORM_NAMES) {
      const url = await readStart({ platform });
      assert.equal(
        url.href,
        `https://services.leadconnectorhq.com/social-media-posting/oauth/${platform}/start?locationId=loc1&userId=user1`,
      );
    }
  });

  it('carries page and reconnect only when they are set', async () => {
    const url = await readStart({ page: 'settings', reconnect: true });
    assert.deepEqual(
      [...url.searchParams],
      [
        ['locationId', 'loc1'],
        ['userId', 'user1'],
        ['page', 'settings'],
        ['reconnect', 'true'],
      ],
    );
    assert.isFalse((await readStart({ reconnect: false })).searchParams.has('reconnect'));
  });

  it("keeps the query of a gateway's own URL and fills in the platform", async () => {
    const url = await readStart({ platform: 'tiktok-business', startUrl: 'https://gw.example/{platform}/go?key=1' });
    assert.equal(url.href, 'https://gw.example/tiktok-business/go?key=1&locationId=loc1&userId=user1');
  });
});

describe('bad configuration opens nothing and says what to mend', () => {
  const good = { platform: 'facebook', locationId: 'loc1', userId: 'user1' };
  const cases: [name: string, wrong: Record<string, unknown>, mention: string][] = [
    ['no platform', { platform: undefined }, 'platform'],
    ['an unknown platform', { platform: 'myspace' }, 'platform'],
    ['bluesky', { platform: 'bluesky' }, 'bluesky'],
    ['a name of Object.prototype', { platform: 'constructor' }, 'platform'],
    ['no location', { locationId: undefined }, 'location-id'],
    ['a location that is not an id', { locationId: 'a/../b' }, 'location-id'],
    ['no user', { userId: undefined }, 'user-id'],
    ['a javascript: start', { startUrl: 'javascript:alert(1)//{platform}' }, 'start-url'],
    ['a data: start', { startUrl: 'data:text/html,{platform}' }, 'start-url'],
    ['a start with user info', { startUrl: 'https://a:b@gw.example/{platform}' }, 'start-url'],
    ['a start with another placeholder', { startUrl: 'https://gw.example/{plattform}' }, 'start-url'],
    ['an http: start', { startUrl: 'http://gw.example/{platform}' }, 'start-url'],
    ['a javascript: proxy', { proxyUrl: 'javascript:alert(1)' }, 'proxy-url'],
    ['a start that is no text', { startUrl: new URL('https://gw.example/') as never }, 'start-url'],
    ['origins that are no list', { allowedOrigins: new Set(['https://gw.example']) as never }, 'allowed-origins'],
    ['a wildcard origin', { allowedOrigins: 'https://*.gw.example' }, 'allowed-origins'],
    ['the null origin', { allowedOrigins: 'null' }, 'allowed-origins'],
    ['an origin with a path', { allowedOrigins: 'https://gw.example/x' }, 'allowed-origins'],
    ['a timeout of nothing', { timeout: 0 }, 'timeout'],
    ['a timeout that is no number', { timeout: NaN }, 'timeout'],
    ['a width below zero', { popupWidth: -1 }, 'popup-width'],
    ['unknown credentials', { credentials: 'all' }, 'credentials'],
  ];
  for (const [name, wrong, mention] of cases) {
    it(name, async () => {
      const { openWindow, urls } = createOpener();
      const { element, outcomes } = await createRig({
        ...good,
        startUrl: undefined,
        openWindow,
        ...wrong,
      } as Partial<GhlSocialConnectElement>);
      const hints: string[] = [];
      const { warn } = console;
      console.warn = (...parts: unknown[]) => hints.push(parts.join(' '));
      const outcome = await element.connect().finally(() => (console.warn = warn));
      assert.equal(outcome.status === 'failed' && outcome.error.code, 'invalid_config');
      assert.lengthOf(urls, 0);
      assert.deepEqual(
        outcomes().map(({ type }) => type),
        ['connect-failed'],
      );
      assert.include(hints.join(), mention);
      assert.equal(element.state, 'failed');
    });
  }

  it('an empty proxy-url is none', async () => {
    const url = await readStart({ proxyUrl: '' });
    assert.equal(url.origin, 'https://services.leadconnectorhq.com');
  });

  it('and the same without the fault opens', async () => {
    const { openWindow, urls } = createOpener();
    const { element } = await createRig({ startUrl: undefined, openWindow });
    await element.connect();
    assert.lengthOf(urls, 1);
  });
});

describe('attributes and properties', () => {
  it('have the documented defaults', () => {
    const element = new GhlSocialConnectElement();
    const { reconnect, timeout, popupWidth, popupHeight, credentials, allowedOrigins, disabled, debug } = element;
    assert.deepEqual(
      { reconnect, timeout, popupWidth, popupHeight, credentials, allowedOrigins, disabled, debug },
      {
        reconnect: false,
        timeout: 600_000,
        popupWidth: 600,
        popupHeight: 720,
        credentials: 'same-origin',
        allowedOrigins: 'https://services.leadconnectorhq.com',
        disabled: false,
        debug: false,
      },
    );
  });

  it('reads ="false" as false', async () => {
    const element = await fixture<GhlSocialConnectElement>(
      html`<ghl-social-connect reconnect="false" disabled="false" debug></ghl-social-connect>`,
    );
    assert.isFalse(element.reconnect);
    assert.isFalse(element.disabled);
    assert.isTrue(element.debug);
  });

  it('take an empty text as no value, as frameworks set it, and false as a value', async () => {
    configure({ proxyUrl: '/page', reconnect: true, size: 'large' });
    try {
      const { openWindow } = createOpener();
      const { element } = await createRig({ openWindow });
      const names = ['attach', 'appearance', 'credentials', 'size', 'proxyUrl', 'reconnect'] as const;
      for (const name of names) Object.assign(element, { [name]: '' });
      element.setAttribute('attach', '');
      const read = () => names.map((name) => element[name]);
      assert.deepEqual(read(), ['none', 'filled', 'same-origin', 'large', '/page', true]);
      element.reconnect = false;
      element.size = 'small';
      assert.deepEqual(read(), ['none', 'filled', 'same-origin', 'small', '/page', false]);
      const outcome = await element.connect();
      assert.equal(outcome.status === 'failed' && outcome.error.code, 'popup_blocked', 'the settings are right');
    } finally {
      configure({ proxyUrl: undefined, reconnect: undefined, size: undefined });
    }
  });

  it("give the page's defaults way to the element's own", async () => {
    configure({ locationId: 'page', timeout: 5, reconnect: true });
    try {
      const element = await fixture<GhlSocialConnectElement>(
        html`<ghl-social-connect location-id="own" reconnect="false"></ghl-social-connect>`,
      );
      assert.equal(element.locationId, 'own');
      assert.equal(element.timeout, 5);
      assert.isFalse(element.reconnect);
      element.removeAttribute('location-id');
      assert.equal(element.locationId, 'page');
    } finally {
      configure({ locationId: undefined, timeout: undefined, reconnect: undefined });
    }
    assert.equal(new GhlSocialConnectElement().timeout, 600_000);
  });

  it("redraw every element when the page's defaults change", async () => {
    const { element, button } = await createRig();
    configure({ disabled: true });
    await element.updateComplete;
    assert.isTrue(button.disabled);
    configure({ disabled: undefined });
    await element.updateComplete;
    assert.isFalse(button.disabled);
  });

  it('refuse a page default that does not exist', () => {
    for (const name of ['platform', 'locationID', 'location-id']) {
      const message = `${name} is not a setting; names are like locationId.`;
      assert.throws(() => configure({ [name]: 'x' }), new RegExp(`^${message}$`));
    }
  });

  it('accept page defaults that inherit nothing', () => {
    configure({ __proto__: null, locationId: 'page' } as object);
    assert.equal(new GhlSocialConnectElement().locationId, 'page');
    configure({ locationId: undefined });
  });

  it('are none of the names that a script has added to Object.prototype', async () => {
    const { openWindow, urls } = createOpener();
    const evil = {
      proxyUrl: 'https://evil.example',
      startUrl: 'https://evil.example/{platform}',
      allowedOrigins: 'https://evil.example',
      openWindow: () => null,
      openedByLink: true,
      checkSession: () => assert.fail('An option that nobody gave was used.'),
      labels: { connect: 'Inherited' },
    };
    const { element } = await createRig({ startUrl: undefined, openWindow });
    const undo = pollute(evil);
    try {
      configure({ timeout: 5 });
      assert.isUndefined(element.proxyUrl);
      await element.updateComplete;
      assert.include(element.shadowRoot!.textContent, 'Connect Facebook');
      await element.connect();
    } finally {
      undo();
      configure({ timeout: undefined });
    }
    assert.lengthOf(urls, 1);
    assert.match(urls[0]!, /^https:\/\/services\.leadconnectorhq\.com\//);
  });

  it('keep properties set before the upgrade', async () => {
    const early = document.createElement('ghl-early-connect') as GhlSocialConnectElement;
    early.platform = 'youtube';
    early.locationId = 'early';
    document.body.append(early);
    customElements.define('ghl-early-connect', class extends GhlSocialConnectElement {});
    await early.updateComplete;
    assert.equal(early.platform, 'youtube');
    assert.equal(early.locationId, 'early');
    assert.include(early.shadowRoot!.textContent, 'Connect YouTube');
    early.remove();
  });

  it('know every platform, and nothing else', () => {
    assert.lengthOf(PLATFORM_NAMES, 9);
    assert.isFalse(isPlatform('bluesky'));
    assert.isFalse(isPlatform('toString'));
    assert.isTrue(isPlatform('threads'));
  });
});

describe('an attempt', () => {
  it('keeps the settings it began with', async () => {
    const { element, next } = await createRig({ openWindow: () => window.open('about:blank', '_blank') });
    const started = next('connect-start');
    void element.connect();
    assert.deepEqual((await started).detail as unknown, {
      platform: 'facebook',
      locationId: 'loc1',
      userId: 'user1',
      reconnect: false,
      attempt: 1,
    });
  });

  it('opens nothing when the page vetoes it', async () => {
    const { openWindow, urls } = createOpener();
    const { element, events } = await createRig({ openWindow });
    element.addEventListener('connect-start', (event) => event.preventDefault());
    const outcome = await element.connect();
    assert.deepEqual(outcome, { status: 'cancelled', platform: 'facebook', reason: 'aborted' });
    assert.lengthOf(urls, 0);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['connect-start'],
    );
    assert.equal(element.state, 'idle');
  });

  it('opens once when the page connects while it is told of the connecting', async () => {
    const { openWindow, urls } = createOpener();
    const { element } = await createRig({ openWindow });
    const inner: Promise<Outcome>[] = [];
    element.addEventListener('connect-start', () => inner.push(element.connect()));
    await element.connect();
    assert.deepEqual(await inner[0], { status: 'cancelled', platform: 'facebook', reason: 'aborted' });
    assert.lengthOf(urls, 1);
  });

  it("names HighLevel's origin as the only one whose messages count, unless told otherwise", async () => {
    const { element } = await createRig({ allowedOrigins: undefined as unknown as string });
    assert.equal(element.allowedOrigins, 'https://services.leadconnectorhq.com');
    element.allowedOrigins = [HIGHLEVEL];
    assert.deepEqual(element.allowedOrigins as unknown, [HIGHLEVEL]);
  });
});
