import { assert, fixture, html } from '@open-wc/testing';
import { configure } from '../../../src/index.js';
import type { GhlSocialConnectElement } from '../../../src/element/ghl-social-connect.js';
import { createRig } from '../fixture.js';
import { createTalkingPopup, ORIGIN } from '../picker/picker-fixture.js';

/** An element in a form, with a popup that says what it is told to. */
async function createFormRig(properties: Partial<GhlSocialConnectElement>) {
  const form = await fixture<HTMLFormElement>(html`<form></form>`);
  const { openWindow, say } = await createTalkingPopup();
  const rig = await createRig({ allowedOrigins: ORIGIN, openWindow, ...properties });
  form.append(rig.element);
  await rig.element.updateComplete;
  const connect = async () => {
    const outcome = rig.element.connect();
    say({ accountId: 'a1' });
    await outcome;
  };
  return { ...rig, form, connect };
}

describe('a form that needs an account', () => {
  it('can be sent as soon as the page is told of one', async () => {
    const { element, form, connect } = await createFormRig({ name: 'account', required: true });
    const sent: unknown[] = [];
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      sent.push(new FormData(form).get('account'));
    });
    element.addEventListener('account-connected', () => form.requestSubmit());
    form.requestSubmit();
    assert.deepEqual(sent, [], 'not before');
    await connect();
    assert.deepEqual(sent, ['a1']);
  });

  it('asks nobody for one at a button that cannot be used', async () => {
    const { element, form } = await createFormRig({ required: true });
    assert.isFalse(form.checkValidity());
    element.disabled = true;
    await element.updateComplete;
    assert.isTrue(form.checkValidity());
    element.disabled = false;
    await element.updateComplete;
    assert.isFalse(form.checkValidity());
  });

  it("gets the value under the page's name for it", async () => {
    configure({ name: 'account' });
    try {
      const { form, connect } = await createFormRig({});
      await connect();
      assert.deepEqual([...new FormData(form)], [['account', 'a1']]);
    } finally {
      configure({ name: undefined });
    }
  });
});

describe('an element as a form control', () => {
  it('has a type, a value and willValidate', async () => {
    const { element, connect } = await createFormRig({ name: 'account' });
    assert.equal(element.type, 'ghl-social-connect');
    assert.equal(element.value, '');
    assert.isTrue(element.willValidate);
    element.disabled = true;
    assert.isFalse(element.willValidate);
    element.disabled = false;
    await connect();
    assert.equal(element.value, 'a1');
  });

  it('dispatches input and change when the user has connected an account, before the page hears of the account', async () => {
    const { element, connect } = await createFormRig({ name: 'account' });
    const events: string[] = [];
    for (const type of ['account-connected', 'input', 'change']) {
      element.addEventListener(type, ({ target }) => events.push(`${type} ${(target as typeof element).value}`));
    }
    await connect();
    assert.deepEqual(events, ['input a1', 'change a1', 'account-connected a1']);
    await connect();
    assert.deepEqual(events.slice(3), ['account-connected a1'], 'the same account again');
    element.reset();
    assert.lengthOf(events, 4, 'the page has reset it');
    await connect();
    assert.deepEqual(events.slice(4), ['input a1', 'change a1', 'account-connected a1']);
  });

  it('dispatches both so that a form around it hears them', async () => {
    const { form, connect } = await createFormRig({ name: 'account' });
    const heard: string[] = [];
    for (const type of ['input', 'change']) form.addEventListener(type, () => heard.push(type));
    await connect();
    assert.deepEqual(heard, ['input', 'change']);
  });

  it('shows as connected if the page sets its value, without an event', async () => {
    const { element, form, events } = await createFormRig({ name: 'account' });
    const heard: string[] = [];
    for (const type of ['input', 'change', 'account-connected']) form.addEventListener(type, () => heard.push(type));
    element.value = 'kept';
    assert.equal(element.state, 'connected');
    assert.equal(new FormData(form).get('account'), 'kept');
    element.value = '';
    assert.equal(element.state, 'idle');
    assert.isFalse(new FormData(form).has('account'));
    element.value = 'not an id';
    assert.equal(element.value, '');
    assert.deepEqual(heard, []);
    assert.notInclude(
      events.map(({ type }) => type),
      'account-connected',
    );
  });

  it('takes undefined and null as no value, as frameworks set them', async () => {
    const { element } = await createFormRig({ name: 'account' });
    for (const nothing of [undefined, null]) {
      element.value = 'kept';
      element.value = nothing;
      assert.equal(element.value, '');
    }
  });
});

describe('the name of the form value', () => {
  it("follows the page's, until the element has its own", async () => {
    const { element, form, connect } = await createFormRig({});
    await connect();
    const readNames = async () => {
      await element.updateComplete;
      return [...new FormData(form).keys()];
    };
    try {
      for (const name of ['first', 'second']) {
        configure({ name });
        assert.deepEqual(await readNames(), [name]);
        assert.equal(element.name, name);
      }
      element.setAttribute('name', 'own');
      configure({ name: 'third' });
      assert.deepEqual(await readNames(), ['own']);
      element.removeAttribute('name');
      assert.deepEqual(await readNames(), ['third']);
      element.name = 'property';
      assert.deepEqual(await readNames(), ['property']);
      element.name = undefined;
      assert.deepEqual(await readNames(), ['third']);
    } finally {
      configure({ name: undefined });
    }
    assert.deepEqual(await readNames(), []);
    assert.isFalse(element.hasAttribute('name'));
  });
});

describe('disabled, set as a property', () => {
  it('is to be seen by the browser and by style sheets, as of any control', async () => {
    const { element, button } = await createRig({ disabled: true });
    assert.isTrue(element.matches(':disabled'));
    element.disabled = false;
    await element.updateComplete;
    assert.isFalse(element.matches(':disabled'));
    assert.isFalse(button.disabled);
  });

  it('takes away the attribute that a server wrote', async () => {
    const element = await fixture<GhlSocialConnectElement>(
      html`<ghl-social-connect platform="facebook" disabled></ghl-social-connect>`,
    );
    const button = element.shadowRoot!.querySelector('button')!;
    assert.isTrue(button.disabled);
    element.disabled = false;
    await element.updateComplete;
    assert.isFalse(button.disabled);
    assert.isFalse(element.disabled);
  });
});

describe('disabled="false", as some frameworks write it', () => {
  for (const pageDefault of [undefined, true]) {
    it(`leaves the button to be used, where the page's default is ${pageDefault}`, async () => {
      configure({ disabled: pageDefault });
      try {
        const element = await fixture<GhlSocialConnectElement>(
          html`<ghl-social-connect platform="facebook" disabled="false"></ghl-social-connect>`,
        );
        const button = element.shadowRoot!.querySelector('button')!;
        assert.isFalse(element.disabled);
        assert.isFalse(button.disabled);
        assert.isFalse(element.matches(':disabled'));

        element.setAttribute('disabled', '');
        await element.updateComplete;
        assert.isTrue(button.disabled);
        element.setAttribute('disabled', 'false');
        await element.updateComplete;
        assert.isFalse(button.disabled);
      } finally {
        configure({ disabled: undefined });
      }
    });
  }

  it('does not reach beyond a fieldset that is disabled', async () => {
    const fieldset = await fixture(html`
      <fieldset disabled><ghl-social-connect platform="facebook" disabled="false"></ghl-social-connect></fieldset>
    `);
    const element = fieldset.querySelector('ghl-social-connect')!;
    await element.updateComplete;
    assert.isTrue(element.shadowRoot!.querySelector('button')!.disabled);
  });
});
