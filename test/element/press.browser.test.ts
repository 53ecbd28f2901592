import { assert, fixture, html } from '@open-wc/testing';
import type { GhlSocialConnectElement } from '../../src/index.js';
import '../../src/index.js';
import { clickAt, clickForReal } from '../browsers/popup.js';

/** An element that opens nothing, and how often it was pressed. */
function watchPresses(element: GhlSocialConnectElement): () => number {
  let presses = 0;
  Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1', openWindow: () => null });
  element.addEventListener('connect-start', (event) => {
    presses += 1;
    event.preventDefault();
  });
  return () => presses;
}

async function create(template: ReturnType<typeof html>) {
  const root = await fixture(template);
  const element = root.matches('ghl-social-connect') ? root : root.querySelector('ghl-social-connect')!;
  const readPresses = watchPresses(element as GhlSocialConnectElement);
  await (element as GhlSocialConnectElement).updateComplete;
  return { root, element: element as GhlSocialConnectElement, readPresses };
}

describe('an element is pressed', () => {
  it('once by a click on its button', async () => {
    const { element, readPresses } = await create(html`<ghl-social-connect></ghl-social-connect>`);
    await clickForReal(element.shadowRoot!.querySelector('button')!);
    assert.equal(readPresses(), 1);
  });

  it('by click()', async () => {
    const { element, readPresses } = await create(html`<ghl-social-connect></ghl-social-connect>`);
    element.click();
    assert.equal(readPresses(), 1);
  });

  it('by a click event that a script dispatches', async () => {
    const { element, readPresses } = await create(html`<ghl-social-connect></ghl-social-connect>`);
    element.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    assert.equal(readPresses(), 1);
  });

  it('once by a click on a label that refers to it', async () => {
    const { root, readPresses } = await create(
      html`<p><label for="connect">Page</label> <ghl-social-connect id="connect"></ghl-social-connect></p>`,
    );
    await clickForReal(root.querySelector('label')!);
    assert.equal(readPresses(), 1);
  });

  it('once by a click on a label around it', async () => {
    const { root, readPresses } = await create(
      html`<label><span>Page</span> <ghl-social-connect></ghl-social-connect></label>`,
    );
    await clickForReal(root.querySelector('span')!);
    assert.equal(readPresses(), 1);
  });

  it('once by a click on its button inside a label', async () => {
    const { element, readPresses } = await create(
      html`<label><span>Page</span> <ghl-social-connect></ghl-social-connect></label>`,
    );
    await clickForReal(element.shadowRoot!.querySelector('button')!);
    assert.equal(readPresses(), 1);
  });

  it("by a click on the page's own content of the button", async () => {
    const { root, readPresses } = await create(html`<ghl-social-connect><b>Link it</b></ghl-social-connect>`);
    await clickForReal(root.querySelector('b')!);
    assert.equal(readPresses(), 1);
  });

  for (const style of ['display: block; width: 400px', 'display: flex; width: 400px; height: 200px']) {
    it(`not by a click beside the button, with ${style}`, async () => {
      const { element, readPresses } = await create(html`<ghl-social-connect style=${style}></ghl-social-connect>`);
      const { right, top } = element.getBoundingClientRect();
      await clickAt(right - 4, top + 4);
      assert.equal(readPresses(), 0);
    });
  }

  it('not by a click on the text below the button', async () => {
    const { element, readPresses } = await create(
      html`<ghl-social-connect><p slot="status">Used for posts.</p></ghl-social-connect>`,
    );
    await clickForReal(element.querySelector('p')!);
    assert.equal(readPresses(), 0);
  });

  for (const name of ['click()', 'a label', 'the button']) {
    it(`not while it is disabled, by ${name}`, async () => {
      const { root, element, readPresses } = await create(
        html`<p><label for="connect">Page</label> <ghl-social-connect id="connect" disabled></ghl-social-connect></p>`,
      );
      if (name === 'click()') element.click();
      else if (name === 'a label') root.querySelector('label')!.click();
      else element.shadowRoot!.querySelector('button')!.click();
      assert.equal(readPresses(), 0);
    });
  }
});
