import { assert, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import type { GhlSocialConnectElement } from '../../../src/element/ghl-social-connect.js';
import { answerError, createScript } from '../../e2e/proxy-fixture.js';
import {
  answerPages,
  ATTACHED,
  countAttachRequests,
  createPages,
  createTalkingPopup,
  openPicker,
  ORIGIN,
} from '../picker/picker-fixture.js';
import { defineSocialConnect } from '../../../src/element/index.js';
import { createRig } from '../fixture.js';

const LOGIN = '65f1a2b3c4d5e6f708192a3b';

describe('account-id', () => {
  it('shows the element as connected, without an event', async () => {
    const { element, outcomes, events } = await createRig({ name: 'login', accountId: LOGIN });
    assert.equal(element.state, 'connected');
    assert.equal(element.connection?.accountId, LOGIN);
    assert.equal(element.value, LOGIN);
    assert.isEmpty(outcomes());
    assert.isEmpty(events.filter(({ type }) => type !== 'state-change'));
  });

  it('works as an attribute, whichever comes first, and in a form', async () => {
    const form = await fixture<HTMLFormElement>(
      html`<form><ghl-social-connect account-id=${LOGIN} name="login"></ghl-social-connect></form>`,
    );
    const element = form.querySelector<GhlSocialConnectElement>('ghl-social-connect')!;
    element.setAttribute('platform', 'facebook');
    await element.updateComplete;
    assert.equal(element.state, 'connected');
    assert.equal(new FormData(form).get('login'), LOGIN);
  });

  it('is followed when it changes, and forgotten when it is removed', async () => {
    const { element } = await createRig({ accountId: LOGIN });
    element.accountId = 'a2';
    await element.updateComplete;
    assert.equal(element.connection?.accountId, 'a2');
    element.accountId = undefined;
    await element.updateComplete;
    assert.equal(element.state, 'idle');
  });

  it('is forgotten with its platform, also where that of the last attempt returns', async () => {
    const { openWindow, say } = await createTalkingPopup();
    const { element } = await createRig({ allowedOrigins: ORIGIN, openWindow });
    const outcome = element.connect();
    say({ accountId: 'a1' });
    await outcome;
    element.platform = 'instagram';
    await element.updateComplete;
    assert.equal(element.value, '');
    element.value = LOGIN;
    await element.updateComplete;
    assert.equal(element.connection?.platform, 'instagram');
    element.platform = 'facebook';
    await element.updateComplete;
    assert.equal(element.value, '');
    assert.equal(element.state, 'idle');
  });

  it('that is no id is ignored, with a warning', async () => {
    const { element } = await createRig({ accountId: '../users' });
    assert.equal(element.state, 'idle');
  });

  it('and a value are taken over from an element that the page has used before the script came', async () => {
    for (const [index, name] of (['value', 'accountId'] as const).entries()) {
      const tag = `early-${index}`;
      const element = document.createElement(tag) as GhlSocialConnectElement;
      element.setAttribute('platform', 'facebook');
      element[name] = LOGIN;
      document.body.append(element);
      defineSocialConnect(tag);
      await element.updateComplete;
      assert.equal(element.state, 'connected', name);
      assert.equal(element.value, LOGIN);
      element.value = '';
      assert.equal(element.state, 'idle');
      element.remove();
    }
  });

  it('does not end an attempt that is running', async () => {
    const popup = { closed: false, close() {}, focus() {} };
    const { element } = await createRig({ openWindow: () => popup as Window });
    void element.connect();
    element.accountId = LOGIN;
    await element.updateComplete;
    assert.equal(element.state, 'connecting');
  });

  it('that comes during an attempt is shown if the attempt comes to nothing', async () => {
    const { openWindow } = await createTalkingPopup();
    const { element, outcomes } = await createRig({ openWindow });
    const outcome = element.connect();
    element.accountId = LOGIN;
    await element.updateComplete;
    assert.equal(element.value, LOGIN);
    element.cancel();
    await outcome;
    assert.equal(element.state, 'connected');
    assert.equal(element.connection?.accountId, LOGIN);
    assert.deepEqual(
      outcomes().map(({ type }) => type),
      ['connect-cancelled'],
    );
  });

  it('that is removed during an attempt does not end it, and is forgotten', async () => {
    const { openWindow, say } = await createTalkingPopup();
    for (const isConnected of [true, false]) {
      const { element } = await createRig({ allowedOrigins: ORIGIN, openWindow, accountId: LOGIN });
      const outcome = element.connect();
      element.accountId = undefined;
      await element.updateComplete;
      assert.equal(element.state, 'connecting');
      assert.equal(element.value, '');
      if (isConnected) say({ accountId: 'a1' });
      else element.cancel();
      await outcome;
      assert.equal(element.value, isConnected ? 'a1' : '');
      assert.equal(element.state, isConnected ? 'connected' : 'idle');
    }
  });

  it('ends a choice among the accounts of another login', async () => {
    const rig = await openPicker([answerPages(createPages(2)), { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    rig.find<HTMLInputElement>('[part="picker"] > label input').click();
    await rig.element.updateComplete;
    rig.findButton('Add selected (2)').click();
    // An earlier change would end the request before it is sent.
    await waitUntil(async () => (await countAttachRequests(rig)) === 1, 'the request did not come');
    rig.element.accountId = LOGIN;
    await rig.element.updateComplete;
    await rig.script.letGo();
    // Time for an answer that would be used.
    await rig.script.readRequests();
    await rig.element.updateComplete;
    assert.equal(rig.element.state, 'connected');
    assert.equal(rig.element.value, LOGIN);
    assert.isEmpty(rig.attachings());
  });

  it('is shown again when its form is reset', async () => {
    const form = await fixture<HTMLFormElement>(
      html`<form><ghl-social-connect platform="facebook" account-id=${LOGIN} name="login"></ghl-social-connect></form>`,
    );
    const element = form.querySelector<GhlSocialConnectElement>('ghl-social-connect')!;
    await element.updateComplete;
    element.value = 'a2';
    form.reset();
    assert.equal(element.state, 'connected');
    assert.equal(new FormData(form).get('login'), LOGIN);
    element.removeAttribute('account-id');
    await element.updateComplete;
    form.reset();
    assert.equal(element.state, 'idle');
    assert.isNull(new FormData(form).get('login'));
  });
});

describe('a value that is set before the platform', () => {
  const other = '75f1a2b3c4d5e6f708192a3c';

  async function createEarly(set: (element: GhlSocialConnectElement) => void) {
    const form = await fixture<HTMLFormElement>(html`<form></form>`);
    const element = document.createElement('ghl-social-connect');
    element.name = 'login';
    set(element);
    form.append(element);
    await element.updateComplete;
    const give = async (platform: string) => {
      element.setAttribute('platform', platform);
      await element.updateComplete;
      return { value: element.value, sent: new FormData(form).get('login') ?? '' };
    };
    return { form, element, give };
  }

  it('is shown once there is one', async () => {
    const { element, give } = await createEarly((early) => (early.value = LOGIN));
    assert.equal(element.state, 'idle');
    assert.deepEqual(await give('none'), { value: '', sent: '' });
    assert.deepEqual(await give('facebook'), { value: LOGIN, sent: LOGIN });
    assert.equal(element.connection?.platform, 'facebook');
  });

  it('is what a browser restores, and stands before account-id', async () => {
    const { give } = await createEarly((early) => {
      early.accountId = other;
      early.formStateRestoreCallback(LOGIN);
    });
    await give('none');
    assert.deepEqual(await give('facebook'), { value: other, sent: other }, 'account-id came last');
    const restored = await createEarly((early) => (early.accountId = other));
    restored.element.formStateRestoreCallback(LOGIN);
    assert.deepEqual(await restored.give('facebook'), { value: LOGIN, sent: LOGIN });
  });

  for (const [name, forget] of [
    ['an empty value', (element) => (element.value = '')],
    ['reset()', (element) => element.reset()],
  ] as [string, (element: GhlSocialConnectElement) => void][]) {
    it(`is forgotten by ${name}`, async () => {
      const { element, give } = await createEarly((early) => (early.value = LOGIN));
      forget(element);
      assert.deepEqual(await give('facebook'), { value: '', sent: '' });
      assert.equal(element.state, 'idle');
    });
  }
});

describe('loadDetails()', () => {
  for (const attach of ['none', 'choose'] as const) {
    it(`keeps the details of before while it loads, and where it is cancelled, with attach="${attach}"`, async () => {
      const answers = [answerPages(createPages(3)), { ...answerPages(createPages(1)), wait: true as const }];
      const script = await createScript(...answers, answerPages(createPages(2)));
      const { element } = await createRig({ accountId: LOGIN, proxyUrl: script.url, attach });
      const details = await element.loadDetails();
      const reloaded = element.loadDetails();
      assert.equal(element.state, 'loading-details');
      assert.equal(element.details, details);
      await waitUntil(async () => (await script.readRequests()).length === 2, 'the second request');
      element.cancel();
      assert.isUndefined(await reloaded);
      assert.equal(element.state, 'connected');
      assert.equal(element.details, details);
      assert.lengthOf(details!.accounts, 3);
      await script.letGo();
      assert.lengthOf((await element.loadDetails())!.accounts, 2);
    });
  }

  it('resumes choosing after a reload', async () => {
    const script = await createScript(answerPages(createPages(2)));
    const rig = await createRig({ accountId: LOGIN, proxyUrl: script.url, attach: 'choose' });
    const loaded = rig.next('account-details');
    const details = await rig.element.loadDetails();
    await loaded;
    assert.lengthOf(details!.accounts, 2);
    assert.equal(rig.element.state, 'choosing');
    const [request] = await script.readRequests();
    assert.equal(request?.path, `/social-media-posting/oauth/loc1/facebook/accounts/${LOGIN}`);
    assert.isEmpty(rig.outcomes());
  });

  it('only loads without `attach`', async () => {
    const script = await createScript(answerPages(createPages(2)));
    const { element } = await createRig({ accountId: LOGIN, proxyUrl: script.url });
    assert.lengthOf((await element.loadDetails())!.accounts, 2);
    assert.equal(element.state, 'connected');
  });

  it('reports a failure by an event, and does not reject', async () => {
    const script = await createScript(answerError(403, 'forbidden'));
    const rig = await createRig({ accountId: LOGIN, proxyUrl: script.url });
    const failed = rig.next('account-details-failed');
    assert.isUndefined(await rig.element.loadDetails());
    assert.equal(((await failed).detail['error'] as { code: string }).code, 'forbidden');
    assert.equal(rig.element.state, 'connected', 'the connection stays');
  });

  it('returns nothing after a failure, not the details of before, which stay', async () => {
    const answers = [answerPages(createPages(3)), answerError(403, 'forbidden'), answerPages(createPages(2))];
    const script = await createScript(...answers);
    const { element } = await createRig({ accountId: LOGIN, proxyUrl: script.url });
    const details = await element.loadDetails();
    assert.isUndefined(await element.loadDetails());
    assert.equal(element.details, details);
    assert.lengthOf((await element.loadDetails())!.accounts, 2, 'loading again succeeds');
  });

  it('says what is missing without a proxy', async () => {
    const rig = await createRig({ accountId: LOGIN });
    const failed = rig.next('account-details-failed');
    assert.isUndefined(await rig.element.loadDetails());
    assert.equal(((await failed).detail['error'] as { option: string }).option, 'proxyUrl');
  });

  it('does nothing without a connected login, and while an attempt runs', async () => {
    const popup = { closed: false, close() {}, focus() {} };
    const { element, events } = await createRig({ proxyUrl: '/api', openWindow: () => popup as Window });
    assert.isUndefined(await element.loadDetails());
    void element.connect();
    await waitUntil(() => element.state === 'connecting');
    assert.isUndefined(await element.loadDetails());
    assert.equal(element.state, 'connecting');
    assert.isEmpty(events.filter(({ type }) => type === 'account-details-failed'));
  });
});
