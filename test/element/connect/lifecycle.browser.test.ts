import { assert, fixture, html, nextFrame } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import { defineSocialConnect, GhlSocialConnectElement, registerLabels } from '../../../src/index.js';
import { clickInPopup, countPopups, readPopupUrl } from '../../browsers/popup.js';
import { createScript } from '../../e2e/proxy-fixture.js';
import { createRig, createStartUrl, readStatus } from '../fixture.js';
import { answerPages, createPages, createTalkingPopup, ORIGIN } from '../picker/picker-fixture.js';

describe('an element that moves, leaves and comes back', () => {
  it('keeps its attempt through a move in the document', async () => {
    const rig = await createRig({ startUrl: createStartUrl('ok', { consent: 'ask' }) });
    const connected = rig.next('account-connected');
    await rig.click();
    const elsewhere = document.createElement('section');
    document.body.append(elsewhere);
    elsewhere.append(rig.element);
    await clickInPopup('#allow');
    assert.match(String((await connected).detail['accountId']), /./);
    assert.lengthOf(rig.outcomes(), 1);
    elsewhere.remove();
  });

  it('aborts its attempt and closes the popup when it is removed', async () => {
    const rig = await createRig({ startUrl: createStartUrl('never') });
    const cancelled = rig.next('connect-cancelled');
    await rig.click();
    await readPopupUrl();
    const promise = rig.element.connect();
    rig.element.remove();
    assert.equal((await cancelled).detail['reason'], 'aborted');
    assert.equal((await promise).status, 'cancelled');
    await waitUntil(async () => (await countPopups()) === 0, 'the popup is closed');
    assert.lengthOf(rig.outcomes(), 1);
    assert.equal(rig.element.state, 'idle');
  });

  it('asks no more for a link, where the popup was blocked', async () => {
    const script = await createScript({ wait: true });
    const { fetch } = window;
    const signals: (AbortSignal | null | undefined)[] = [];
    window.fetch = (url, init) => {
      if (String(url).includes('/start')) signals.push(init?.signal);
      return fetch(url, init);
    };
    try {
      const rig = await createRig({ proxyUrl: script.url, startUrl: undefined, openWindow: () => null });
      await rig.element.connect();
      await waitUntil(() => signals.length === 1, 'the request for the address');
      assert.isFalse(signals[0]?.aborted);
      rig.element.remove();
      await waitUntil(() => signals[0]?.aborted, 'the request is given up');
    } finally {
      window.fetch = fetch;
      await script.letGo();
    }
  });

  it('is usable when it comes back', async () => {
    const rig = await createRig({ startUrl: createStartUrl('ok') });
    const parent = rig.element.parentElement!;
    rig.element.remove();
    await nextFrame();
    parent.append(rig.element);
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
  });
});

describe('the states', () => {
  it('are told in order, by the event, the property and :state()', async () => {
    const rig = await createRig();
    assert.isTrue(rig.element.matches(':state(idle)'));
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    const changes = rig.events.filter(({ type }) => type === 'state-change').map(({ detail }) => detail);
    assert.deepEqual(changes, [
      { state: 'connecting', previous: 'idle' },
      { state: 'connected', previous: 'connecting' },
    ]);
    assert.isTrue(rig.element.matches(':state(connected)'));
    assert.isFalse(rig.element.matches(':state(connecting)'));
    rig.element.reset();
    assert.equal(rig.element.state, 'idle');
    assert.isUndefined(rig.element.connection);
  });

  it('stay on the element, while outcomes bubble out of shadow roots', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const element = new GhlSocialConnectElement();
    host.attachShadow({ mode: 'open' }).append(element);
    const heard: string[] = [];
    for (const type of ['state-change', 'connect-failed']) host.addEventListener(type, () => heard.push(type));
    await element.connect();
    assert.deepEqual(heard, ['connect-failed']);
  });

  it('go on when a listener of the page throws', async () => {
    const rig = await createRig();
    const { onerror } = window;
    window.onerror = () => true;
    try {
      rig.element.addEventListener('connect-start', () => {
        throw new Error('A listener of the page.');
      });
      const connected = rig.next('account-connected');
      await rig.click();
      await connected;
    } finally {
      window.onerror = onerror;
    }
  });
});

describe('an element in another document', () => {
  it('lets the person choose all the same', async () => {
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="another document"></iframe>`);
    const script = await createScript(answerPages(createPages(2)));
    const { openWindow, say } = await createTalkingPopup();
    const { element } = await createRig({
      allowedOrigins: ORIGIN,
      openWindow,
      proxyUrl: script.url,
      attach: 'choose',
    });
    frame.contentDocument!.body.append(element);
    void element.connect();
    say({ accountId: 'a1' });
    await waitUntil(() => element.state === 'choosing');
  });
});

describe('another platform on the same element', () => {
  it('forgets what the last one said', async () => {
    const rig = await createRig({ platform: 'facebook' });
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    rig.element.platform = 'linkedin';
    await rig.element.updateComplete;
    assert.equal(rig.element.state, 'idle');
    assert.include(rig.button.textContent, 'Connect LinkedIn');
  });

  it('does not forget why it could not be connected, when that is known at once', async () => {
    const rig = await createRig({ platform: 'facebook' });
    rig.element.platform = 'nonsense' as never;
    void rig.element.connect();
    await rig.element.updateComplete;
    assert.equal(rig.element.state, 'failed');
    assert.equal(rig.element.error?.code, 'invalid_config');
    rig.element.platform = 'linkedin';
    await rig.element.updateComplete;
    assert.equal(rig.element.state, 'idle');
  });

  it('leaves a running attempt, and what is said of it, alone', async () => {
    const rig = await createRig({ platform: 'facebook', startUrl: createStartUrl('ok', { consent: 'ask' }) });
    const connected = rig.next('account-connected');
    await rig.click();
    rig.element.platform = 'linkedin';
    await rig.element.updateComplete;
    assert.include(rig.button.textContent, 'Connecting Facebook');
    await clickInPopup('#allow');
    assert.equal((await connected).detail['platform'], 'facebook');
    await rig.element.updateComplete;
    assert.include(rig.button.textContent, 'Facebook connected');
  });

  it('is not blamed for what went wrong before', async () => {
    const startUrl = createStartUrl('provider-error', { consent: 'ask' });
    const rig = await createRig({ platform: 'facebook', startUrl });
    const failed = rig.next('connect-failed');
    await rig.click();
    rig.element.platform = 'linkedin';
    await clickInPopup('#allow');
    assert.equal((await failed).detail['platform'], 'facebook');
    await waitUntil(() => readStatus(rig.element).includes('Facebook reported a problem'), 'the failure is told');
    assert.include(rig.button.textContent, 'Connect LinkedIn');
  });
});

describe('who ends an attempt and begins another at once', () => {
  for (const end of ['cancel', 'reset'] as const) {
    it(`${end}(), then connect(): another popup`, async () => {
      const popups: { closed: boolean }[] = [];
      const openWindow = () => {
        const popup = { closed: false, close: () => (popup.closed = true), focus() {} };
        popups.push(popup);
        return popup as unknown as Window;
      };
      const { element, events } = await createRig({ openWindow });
      const first = element.connect();
      element[end]();
      assert.equal(element.state, 'idle');
      element.platform = 'linkedin';
      const second = element.connect();
      assert.equal(element.state, 'connecting');
      assert.deepEqual(await first, { status: 'cancelled', platform: 'facebook', reason: 'aborted' });
      assert.deepEqual(
        popups.map(({ closed }) => closed),
        [true, false],
      );
      element.cancel();
      assert.deepEqual(await second, { status: 'cancelled', platform: 'linkedin', reason: 'aborted' });
      assert.deepEqual(
        events.map(({ type }) => type).filter((type) => type !== 'state-change'),
        ['connect-start', 'connect-cancelled', 'connect-start', 'connect-cancelled'],
      );
    });
  }
});

describe('the words', () => {
  it('come from labels, then from the nearest lang, then from English', async () => {
    registerLabels('de', { connect: '{platform} verbinden' });
    const section = await fixture<HTMLElement>(
      html`<section lang="de-AT"><ghl-social-connect platform="threads"></ghl-social-connect></section>`,
    );
    const element = section.querySelector('ghl-social-connect')!;
    await element.updateComplete;
    const read = () => element.shadowRoot!.querySelector('[part="label"]')!.textContent;
    assert.equal(read(), 'Threads verbinden');
    element.labels = { connect: 'Link {platform}' };
    await element.updateComplete;
    assert.equal(read(), 'Link Threads');
    section.lang = 'fr';
    element.labels = undefined;
    await element.updateComplete;
    assert.equal(read(), 'Connect Threads');
  });

  it('show what others say as text, never as markup', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="stands for the popup"></iframe>`);
    const popup = frame.contentWindow!;
    const rig = await createRig({ allowedOrigins: 'https://hl.example', openWindow: () => popup });
    const failed = rig.next('connect-failed');
    void rig.element.connect();
    const data = { page: 'social_media_posting', error: hostile };
    dispatchEvent(new MessageEvent('message', { source: popup, origin: 'https://hl.example', data }));
    await failed;
    await rig.element.updateComplete;
    assert.include(readStatus(rig.element), hostile);
    assert.isNull(rig.element.shadowRoot!.querySelector('img'));
  });
});

describe('the form', () => {
  it('gets the id of the account under the name, and resets the element', async () => {
    const form = await fixture<HTMLFormElement>(html`<form></form>`);
    const rig = await createRig({ name: 'account' });
    form.append(rig.element);
    assert.isNull(new FormData(form).get('account'));
    const connected = rig.next('account-connected');
    await rig.click();
    const { detail } = await connected;
    assert.equal(new FormData(form).get('account'), detail['accountId'] as string);
    form.reset();
    assert.isNull(new FormData(form).get('account'));
    assert.equal(rig.element.state, 'idle');
  });

  it('cannot be sent without an account where one is required, and can with one', async () => {
    const form = await fixture<HTMLFormElement>(html`<form></form>`);
    const rig = await createRig({ name: 'account', required: true });
    form.append(rig.element);
    await rig.element.updateComplete;
    assert.isFalse(form.checkValidity());
    assert.isTrue(rig.element.validity.valueMissing);
    assert.equal(rig.element.validationMessage, 'Please connect Facebook.');
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    await rig.element.updateComplete;
    assert.isTrue(form.checkValidity());
    assert.equal(rig.element.validationMessage, '');
  });

  it('gives back the account that the browser had saved, and nothing else', async () => {
    const rig = await createRig({ name: 'account' });
    rig.element.formStateRestoreCallback('not an id');
    assert.equal(rig.element.state, 'idle');
    rig.element.formStateRestoreCallback('65f1a2b3c4d5e6f708192a3b');
    assert.equal(rig.element.state, 'connected');
    assert.equal(rig.element.connection?.accountId, '65f1a2b3c4d5e6f708192a3b');
    assert.lengthOf(rig.outcomes(), 0);
  });

  it('disables the element with its fieldset', async () => {
    const fieldset = await fixture<HTMLFieldSetElement>(html`<fieldset disabled></fieldset>`);
    const rig = await createRig();
    fieldset.append(rig.element);
    await rig.element.updateComplete;
    assert.isTrue(rig.button.disabled);
    fieldset.disabled = false;
    await rig.element.updateComplete;
    assert.isFalse(rig.button.disabled);
  });
});

describe('the definition', () => {
  it('happens once, quietly for the same version, and warns about another', () => {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (...parts: unknown[]) => warnings.push(parts.join(' '));
    try {
      defineSocialConnect();
      assert.lengthOf(warnings, 0);
      customElements.define(
        'ghl-other-version',
        class extends HTMLElement {
          static version = '0.0.1';
        },
      );
      defineSocialConnect('ghl-other-version');
      assert.lengthOf(warnings, 1);
      assert.include(warnings[0], '0.0.1');
    } finally {
      console.warn = warn;
    }
  });

  it('can take another tag', async () => {
    defineSocialConnect('ghl-own-tag');
    const element = document.createElement('ghl-own-tag') as GhlSocialConnectElement;
    assert.instanceOf(element, GhlSocialConnectElement);
    element.platform = 'google';
    document.body.append(element);
    await element.updateComplete;
    assert.include(element.shadowRoot!.textContent, 'Google Business Profile');
    element.remove();
  });
});
