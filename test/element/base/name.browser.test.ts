import { assert, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { GhlSocialConnectElement } from '../../../src/element/ghl-social-connect.js';

const HINT = 'Opens in a new window';

async function create(template: ReturnType<typeof html>) {
  const root = await fixture<HTMLElement>(template);
  const element = root.querySelector('ghl-social-connect') as GhlSocialConnectElement;
  await element.updateComplete;
  const button = element.shadowRoot!.querySelector('button')!;
  return {
    root,
    element,
    button,
    readName: () => button.ariaLabel,
    readDescription: () => element.shadowRoot!.getElementById(button.getAttribute('aria-describedby')!)!.textContent,
  };
}

async function settle(element: GhlSocialConnectElement): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await element.updateComplete;
}

describe('the accessible name of the button', () => {
  it('is its label', async () => {
    const { readName, readDescription } = await create(
      html`<p><ghl-social-connect platform="facebook"></ghl-social-connect></p>`,
    );
    assert.isNull(readName());
    assert.equal(readDescription(), HINT);
  });

  it('is the aria-label of the element, also when that changes', async () => {
    const { element, readName, readDescription } = await create(
      html`<p><ghl-social-connect platform="facebook" aria-label="Your page"></ghl-social-connect></p>`,
    );
    assert.equal(readName(), 'Your page');
    assert.equal(readDescription(), `Connect Facebook. ${HINT}`);
    element.ariaLabel = 'Other page';
    await settle(element);
    assert.equal(readName(), 'Other page');
    element.removeAttribute('aria-label');
    await settle(element);
    assert.isNull(readName());
    assert.equal(readDescription(), HINT);
  });

  it('is that of an image, where an image replaces the label', async () => {
    const { element, button, readName } = await create(
      html`<p>
        <ghl-social-connect platform="facebook"><img alt="Join us" /></ghl-social-connect>
      </p>`,
    );
    assert.isNull(readName(), 'the browser reads the image');
    element.querySelector('img')!.alt = '';
    await settle(element);
    assert.equal(button.ariaLabel, 'Connect Facebook');
    element.innerHTML = '<svg aria-label="Join"></svg>';
    await settle(element);
    assert.isNull(readName());
  });

  it('is that of an image in a label or a reference', async () => {
    const { readName, readDescription } = await create(html`
      <p>
        <b id="image"
          >Your
          <!-- no --><img alt="page"
        /></b>
        <ghl-social-connect platform="facebook" aria-labelledby="image" aria-describedby="image"></ghl-social-connect>
      </p>
    `);
    assert.equal(readName()?.replace(/\s+/g, ' '), 'Your page');
    assert.match(readDescription(), /Your\s+page\. /);
  });

  it('is the text of the elements that a property refers to, also when that changes', async () => {
    const { root, element, readName, readDescription } = await create(html`
      <p>
        <b>One</b> <i>Two</i>
        <ghl-social-connect platform="facebook"></ghl-social-connect>
      </p>
    `);
    const [one, two] = [root.querySelector('b')!, root.querySelector('i')!];
    element.ariaLabelledByElements = [two, one];
    element.ariaDescribedByElements = [one];
    await settle(element);
    assert.equal(readName(), 'Two One');
    assert.include(readDescription(), 'One. ');
    element.ariaLabelledByElements = [one];
    await settle(element);
    assert.equal(readName(), 'One');
    element.ariaLabelledByElements = null;
    element.ariaDescribedByElements = null;
    await settle(element);
    assert.isNull(readName());
    assert.equal(readDescription(), HINT);
  });

  it('is the text that aria-labelledby refers to, in that order', async () => {
    const { readName } = await create(html`
      <p>
        <b id="second">page</b> <b id="first">Your</b>
        <ghl-social-connect
          platform="facebook"
          aria-labelledby="first missing second"
          aria-label="x"
        ></ghl-social-connect>
      </p>
    `);
    assert.equal(readName()?.replace(/\s+/g, ' '), 'Your page');
  });

  it('is the text of its <label> elements', async () => {
    const { readName, readDescription } = await create(html`
      <p>
        <label for="one">Your page</label>
        <ghl-social-connect id="one" platform="facebook"></ghl-social-connect>
      </p>
    `);
    assert.equal(readName(), 'Your page');
    assert.equal(readDescription(), `Connect Facebook. ${HINT}`);
  });

  it('is the text of a <label> around the element', async () => {
    const { readName } = await create(html`
      <p>
        <label>Your page <ghl-social-connect platform="facebook"></ghl-social-connect></label>
      </p>
    `);
    assert.equal(readName(), 'Your page');
  });

  it('is that of a <label> that came later, when the button gets the focus', async () => {
    const { root, element, button, readName } = await create(html`
      <p><ghl-social-connect id="late" platform="facebook"></ghl-social-connect></p>
    `);
    assert.isNull(readName());
    root.append(Object.assign(document.createElement('label'), { htmlFor: 'late', textContent: 'Your page' }));
    button.focus();
    await settle(element);
    assert.equal(readName(), 'Your page');
  });

  it('is the label if the content is a picture without a text', async () => {
    const { readName } = await create(html`
      <p>
        <ghl-social-connect platform="facebook"><img alt="" /></ghl-social-connect>
      </p>
    `);
    assert.equal(readName(), 'Connect Facebook');
  });

  it('is the text of the content', async () => {
    const { readName } = await create(html`
      <p>
        <ghl-social-connect platform="facebook"><b>Link it</b></ghl-social-connect>
      </p>
    `);
    assert.isNull(readName());
  });

  it('is looked up in the shadow root that the element is in', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const root = host.attachShadow({ mode: 'open' });
    const label = Object.assign(document.createElement('b'), { id: 'inner', textContent: 'Your page' });
    const element = document.createElement('ghl-social-connect');
    element.setAttribute('aria-labelledby', 'inner');
    root.append(label, element);
    await element.updateComplete;
    assert.equal(element.shadowRoot!.querySelector('button')!.ariaLabel, 'Your page');
  });
});

describe('the accessible description of the button', () => {
  it('begins with what aria-describedby of the element refers to', async () => {
    const { readName, readDescription } = await create(html`
      <p>
        <ghl-social-connect platform="facebook" aria-describedby="why"></ghl-social-connect>
        <small id="why">Needed for posts</small>
      </p>
    `);
    assert.isNull(readName());
    assert.equal(readDescription(), `Needed for posts. ${HINT}`);
  });

  it('has the label of the state if the page has named the button', async () => {
    const { element, readDescription } = await create(html`
      <p><ghl-social-connect platform="facebook" aria-label="Your page"></ghl-social-connect></p>
    `);
    element.labels = { connect: 'Link {platform}' };
    await settle(element);
    assert.equal(readDescription(), `Link Facebook. ${HINT}`);
  });
});
