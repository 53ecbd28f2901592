import { assert, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { GhlSocialConnectElement } from '../../../src/element/ghl-social-connect.js';

const LABEL = 'Connect Facebook';

/** An element whose content is `markup`, as a parser makes it. */
async function create(markup: string): Promise<GhlSocialConnectElement> {
  const root = await fixture<HTMLElement>(html`<div></div>`);
  const template = document.createElement('template');

  template.innerHTML = `<ghl-social-connect platform="facebook">${markup}</ghl-social-connect>`;
  root.append(document.importNode(template.content, true));
  const element = root.querySelector('ghl-social-connect')!;
  await element.updateComplete;
  return element;
}

/** Text and elements that show in a box of the shadow root: what is assigned to its slot, or else the slot's fallback. */
function readShown(element: GhlSocialConnectElement, part: string): string {
  const slot = element.shadowRoot!.querySelector<HTMLSlotElement>(`[part="${part}"] slot`)!;
  const nodes = slot.assignedNodes({ flatten: true });
  return nodes
    .map((node) => (node instanceof Element ? node.outerHTML : (node.textContent ?? '')))
    .join('')
    .trim();
}

const readLabel = (element: GhlSocialConnectElement) => readShown(element, 'label');
const hasOwnIcon = (element: GhlSocialConnectElement) => readShown(element, 'icon').includes('viewBox="0 0 24 24"');

/** Waits until a mutation was reported and the element has followed it. */
async function settle(element: GhlSocialConnectElement): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await element.updateComplete;
}

describe('the label of the button stays', () => {
  const BLANKS: Record<string, string> = {
    nothing: '',
    'a line break': '\n',
    blanks: '   ',
    'a comment': '<!-- -->',
    'a comment between line breaks': '\n  <!-- here -->\n',
    'a no-break space': '&nbsp;',
    'a zero-width space': '&#8203;',
    'an element without text': '<span></span>',
    'nested elements without text': '<div>\n <span> </span>\n</div>',
    'a template': '<template>Text</template>',
    'a script': '<script type="application/json">{}</script>',
    'a style': '<style>.x {}</style>',
    'a hidden element': '<span hidden>Text</span>',
    'an empty slot of a component': '<slot></slot>',
    'an element for a slot that does not exist': '<b slot="other">Text</b>',
  };
  for (const [name, markup] of Object.entries(BLANKS)) {
    it(`if the content is ${name}`, async () => {
      const element = await create(markup);
      assert.equal(readLabel(element), LABEL);
      assert.isNull(element.shadowRoot!.querySelector('button')!.ariaLabel);
    });
  }

  it('if the only child is an indented icon', async () => {
    const element = await create('\n  <svg slot="icon" viewBox="0 0 9 9"></svg>\n');
    assert.equal(readLabel(element), LABEL);
    assert.include(readShown(element, 'icon'), '0 0 9 9');
  });

  it('if an empty text node is added', async () => {
    const element = await create('');
    element.append('');
    await settle(element);
    assert.equal(readLabel(element), LABEL);
  });

  it('if only other slots have content', async () => {
    const element = await create('\n<p slot="status">Note</p>\n');
    assert.equal(readLabel(element), LABEL);
    assert.include(readShown(element, 'status'), 'Note');
  });
});

describe('content that the styles of the page hide', () => {
  const isHidden = '.gone { display: none }';

  for (const [name, markup] of [
    ['inline', '<span style="display: none">Text</span>'],
    ['by a class', '<span class="gone">Text</span>'],
    ['inside an element', '<span><i class="gone">Text</i></span>'],
    ['as a picture', '<img class="gone" alt="Text" />'],
  ]) {
    it(`${name} leaves the label and the name in place, however often it is looked at`, async () => {
      await fixture(
        html`<style>
          ${isHidden}
        </style>`,
      );
      const element = await create(markup!);
      let updates = 0;
      element.addController({ hostUpdated: () => (updates += 1) });
      assert.equal(readLabel(element), LABEL);
      for (let round = 0; round < 3; round += 1) {
        element.requestUpdate();
        await settle(element);
        assert.equal(readLabel(element), LABEL);
      }
      await settle(element);
      assert.isAtMost(updates, 4, 'a look at the content causes no other');
    });
  }

  it('shows when it is no longer hidden, and goes when it is hidden again', async () => {
    await fixture(
      html`<style>
        ${isHidden}
      </style>`,
    );
    const element = await create('<span class="gone">Text</span>');
    const child = element.querySelector('span')!;
    child.className = '';
    await settle(element);
    assert.include(readLabel(element), 'Text');
    child.style.display = 'none';
    await settle(element);
    assert.equal(readLabel(element), LABEL);
    child.after('More');
    await settle(element);
    assert.include(readLabel(element), 'More');
  });

  it('counts if only the element around it is hidden', async () => {
    const element = await create('<span>Text</span>');
    element.style.display = 'none';
    element.requestUpdate();
    await settle(element);
    assert.include(readLabel(element), 'Text');
  });
});

describe('the label of the button gives way', () => {
  const CONTENT: Record<string, string> = {
    text: 'Link it',
    'text in an element': '\n<b>Link it</b>\n',
    'a picture': '<img alt="Link it" />',
    'a drawing in an element': '<span><svg></svg></span>',
    'an element of another component': '<x-label></x-label>',
  };
  for (const [name, markup] of Object.entries(CONTENT)) {
    it(`to ${name}`, async () => {
      const element = await create(markup);
      assert.equal(readLabel(element).replace(/\/?>/g, '>'), markup.trim().replace(/ ?\/?>/g, '>'));
    });
  }

  it('to text that comes, and returns when it goes', async () => {
    const element = await create('');
    element.append('Link it');
    await settle(element);
    assert.equal(readLabel(element), 'Link it');
    element.textContent = '';
    await settle(element);
    assert.equal(readLabel(element), LABEL);
    element.append('Again');
    await settle(element);
    assert.equal(readLabel(element), 'Again');
  });

  it('to a text node that is filled, and returns when it is emptied', async () => {
    const element = await create('\n');
    const text = element.firstChild as Text;
    text.data = 'Link it';
    await settle(element);
    assert.equal(readLabel(element), 'Link it');
    text.data = ' ';
    await settle(element);
    assert.equal(readLabel(element), LABEL);
  });

  it('to text deep inside, and to an element that is no longer hidden', async () => {
    const element = await create('<span><i></i></span><b hidden>Shown</b>');
    assert.equal(readLabel(element), LABEL);
    element.querySelector('i')!.textContent = 'Deep';
    await settle(element);
    assert.include(readLabel(element), 'Deep');
    element.querySelector('i')!.textContent = '';
    element.querySelector('b')!.hidden = false;
    await settle(element);
    assert.include(readLabel(element), 'Shown');
  });

  it('to an element that moves from one slot to another', async () => {
    const element = await create('<b slot="icon">x</b>');
    assert.equal(readLabel(element), LABEL);
    element.querySelector('b')!.slot = '';
    await settle(element);
    assert.include(readLabel(element), '<b');
    assert.isTrue(hasOwnIcon(element));
  });
});

describe('an element inside a component that passes its own slot on', () => {
  async function createComponent(markup: string) {
    const component = await fixture<HTMLElement>(html`<div></div>`);
    const root = component.attachShadow({ mode: 'open' });
    const element = document.createElement('ghl-social-connect');
    element.platform = 'facebook';
    element.append('\n', document.createElement('slot'), '\n');
    root.append(element);

    component.innerHTML = markup;
    await settle(element);
    return { component, element };
  }

  for (const markup of ['', '\n', '<!-- -->', '<i></i>']) {
    it(`keeps the label if the component has ${JSON.stringify(markup)}`, async () => {
      const { element } = await createComponent(markup);
      assert.equal(readLabel(element), LABEL);
    });
  }

  it('shows what the component is given, and what it is given later', async () => {
    const { component, element } = await createComponent('Link it');
    assert.equal(readLabel(element), 'Link it');
    component.firstChild!.remove();
    await settle(element);
    assert.equal(readLabel(element), LABEL);
    component.append('Again');
    await settle(element);
    assert.equal(readLabel(element), 'Again');
    (component.firstChild as Text).data = '';
    await settle(element);
    assert.equal(readLabel(element), LABEL);
  });
});

describe('the icon', () => {
  for (const markup of [
    '<span slot="icon"></span>',
    '<span slot="icon">\n</span>',
    '<template slot="icon"></template>',
  ]) {
    it(`stays if its slot has ${markup}`, async () => {
      assert.isTrue(hasOwnIcon(await create(markup)));
    });
  }

  for (const markup of ['<i slot="icon" class="fa fa-link"></i>', '<img slot="icon" />', '<b slot="icon">f</b>']) {
    it(`gives way to ${markup}`, async () => {
      assert.isFalse(hasOwnIcon(await create(markup)));
    });
  }
});

describe('the text below the button', () => {
  it('is that of the element if its slot has nothing but blanks', async () => {
    const element = await create('<span slot="status">\n</span>');
    Object.assign(element, { platform: 'none' });
    await element.connect();
    await settle(element);
    assert.include(readShown(element, 'status'), 'not set up');
  });
});

describe('an element without children', () => {
  it('observes nothing', async () => {
    const observed: Node[] = [];
    const { observe } = MutationObserver.prototype;
    MutationObserver.prototype.observe = function (this: MutationObserver, node, options) {
      observed.push(node);
      observe.call(this, node, options);
    };
    try {
      const element = await create('');
      assert.notInclude(observed, element);
      const other = await create('x');
      assert.include(observed, other);
    } finally {
      MutationObserver.prototype.observe = observe;
    }
  });
});
