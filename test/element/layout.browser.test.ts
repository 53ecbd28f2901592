import { assert, fixture, html } from '@open-wc/testing';
import '../../src/index.js';
import type { GhlSocialConnectElement } from '../../src/element/ghl-social-connect.js';
import { stubFocus } from '../browsers/focus.js';
import { waitUntil } from '../browsers/wait-until.js';
import { createTalkingPopup, ORIGIN } from './picker/picker-fixture.js';

/** Three elements, of which the one in the middle is pressed. */
const ROWS: Record<string, ReturnType<typeof html>> = {
  'a line of text': html`<p>${createButtons()}</p>`,
  'a flex row': html`<div style="display: flex; gap: 8px; align-items: start">${createButtons()}</div>`,
  'a grid': html`<div style="display: inline-grid; grid-auto-flow: column; align-items: start">
    ${createButtons()}
  </div>`,
  'a row of a table': html`<table>
    <tbody>
      <tr style="vertical-align: top">
        ${createButtons().map((button) => html`<td>${button}</td>`)}
      </tr>
    </tbody>
  </table>`,
  'blocks in a table cell': html`<table>
    <tbody>
      <tr>
        <td>${createButtons()[1]}</td>
        <td>Neighbour</td>
      </tr>
    </tbody>
  </table>`,
};

function createButtons() {
  return ['facebook', 'instagram', 'youtube'].map(
    (name) => html`<ghl-social-connect platform=${name}></ghl-social-connect>`,
  );
}

type Step = (rig: Awaited<ReturnType<typeof createRow>>) => unknown;

/** What shows something else than the idle element, and what of it is in the shadow root then. */
const STATES: Record<string, [step: Step, shows: string]> = {
  connecting: [({ element }) => void element.connect(), '.message'],
  'out of reach': [
    ({ element, popup }) => {
      element.openWindow = () => popup;
      void element.connect();
    },
    '.actions',
  ],
  denied: [({ element, end }) => end(element, { error: 'aborted' }), '.message'],
  failed: [
    ({ element, end }) => end(element, { error: 'This Page has no business role, whatever that is.' }),
    '.failed',
  ],
  blocked: [
    ({ element }) => {
      element.openWindow = () => null;
      return element.connect();
    },
    'a',
  ],
  connected: [({ element, end }) => end(element, { accountId: 'a1' }), '.connected'],
};

/** Firefox lays out in sixtieths of a pixel, and rounds each column of a grid. */
const ROUNDING_PX = 0.05;

function assertSamePlaces(actual: number[][], expected: number[][]): void {
  const differences = actual.flat().map((place, index) => Math.abs(place - expected.flat()[index]!));
  assert.isBelow(Math.max(...differences), ROUNDING_PX, JSON.stringify({ actual, expected }));
}

async function createRow(row: ReturnType<typeof html>, properties: Partial<GhlSocialConnectElement> = {}) {
  const root = await fixture<HTMLElement>(row);
  const elements = [...root.querySelectorAll('ghl-social-connect')];
  const { openWindow, say } = await createTalkingPopup();
  // A popup that a page of the chain has cut off: it seems to be closed.
  const popup = { closed: false, close() {}, focus() {}, location: { replace() {} } } as unknown as Window;
  for (const element of elements) {
    Object.assign(element, { locationId: 'loc1', userId: 'user1', allowedOrigins: ORIGIN, openWindow, ...properties });
    element.startUrl = 'https://sign-in.example/{platform}';
    await element.updateComplete;
  }
  const element = elements[Math.floor(elements.length / 2)]!;
  const end = (target: GhlSocialConnectElement, fields: object) => {
    const outcome = target.connect();
    say(fields);
    return outcome;
  };
  const neighbours = [...root.querySelectorAll('ghl-social-connect, td')].filter((one) => !one.contains(element));
  const readPlaces = () =>
    [element, ...neighbours].map((one) => {
      const { left, width, top } = one.getBoundingClientRect();
      return [left, width, top];
    });
  return { root, element, popup, end, readPlaces };
}

describe('pressing a button', () => {
  for (const [place, row] of Object.entries(ROWS)) {
    for (const [state, [step, shows]] of Object.entries(STATES)) {
      it(`moves no neighbour in ${place}: ${state}`, async () => {
        const focus = stubFocus(false);
        try {
          const rig = await createRow(row);
          const before = rig.readPlaces();
          assert.isAbove(before.length, 1);
          await step(rig);
          Object.assign(rig.popup, { closed: state === 'out of reach' });
          await waitUntil(() => rig.element.shadowRoot!.querySelector(shows), `never ${state}`);
          await rig.element.updateComplete;
          assertSamePlaces(rig.readPlaces(), before);
          rig.element.cancel();
        } finally {
          focus.restore();
        }
      });
    }
  }

  for (const size of ['small', 'medium', 'large'] as const) {
    for (const appearance of ['filled', 'outline', 'plain', 'icon'] as const) {
      it(`moves no neighbour, ${size} and ${appearance}`, async () => {
        const rig = await createRow(ROWS['a flex row']!, { size, appearance });
        const before = rig.readPlaces();
        void rig.element.connect();
        await waitUntil(() => rig.element.shadowRoot!.querySelector('.message'));
        assertSamePlaces(rig.readPlaces(), before);
        rig.element.cancel();
      });
    }
  }

  it('leaves room for every label, in the language of the page', async () => {
    const { element } = await createRow(ROWS['a line of text']!);
    element.labels = { connect: 'On', connected: 'A much longer text for this', connecting: 'Wait' };
    await element.updateComplete;
    const { width } = element.getBoundingClientRect();
    element.value = 'a1';
    await element.updateComplete;
    assertSamePlaces([[element.getBoundingClientRect().width]], [[width]]);
    assert.include(element.shadowRoot!.querySelector('button')!.innerText, 'A much longer text');
    const { height } = element.shadowRoot!.querySelector('button')!.getBoundingClientRect();
    assert.equal(height, 44, 'in one line');
  });
});

describe('the text below the button', () => {
  it('is as wide as the element, where the page gives that a width', async () => {
    const { element } = await createRow(
      html`<p>
        <ghl-social-connect style="display: block; width: 300px" platform="facebook"></ghl-social-connect><b>x</b>
      </p>`,
    );
    void element.connect();
    const find = () => element.shadowRoot!.querySelector('.message');
    await waitUntil(() => find() && getComputedStyle(find()!).display === 'flex');
    assert.equal(find()!.getBoundingClientRect().width, 300);
    element.cancel();
  });

  it('can be read below an icon', async () => {
    const { element } = await createRow(ROWS['a flex row']!, { appearance: 'icon' });
    assert.equal(element.getBoundingClientRect().width, 44);
    void element.connect();
    const find = () => element.shadowRoot!.querySelector('.message');
    await waitUntil(() => find() && getComputedStyle(find()!).display === 'flex');
    assert.isAbove(find()!.getBoundingClientRect().width, 140);
    element.cancel();
  });

  it('and the buttons there follow the size', async () => {
    const sizes: number[] = [];
    for (const size of ['small', 'medium', 'large'] as const) {
      const { element } = await createRow(ROWS['a flex row']!, { size, openWindow: () => null });
      await element.connect();
      await waitUntil(() => element.shadowRoot!.querySelector('a'));
      const readSize = (selector: string) =>
        parseFloat(getComputedStyle(element.shadowRoot!.querySelector(selector)!).fontSize);
      sizes.push(readSize('.message bdi'), readSize('a bdi'));
    }
    const [smallText, smallLink, text, link, largeText, largeLink] = sizes as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    assert.isBelow(smallText, text);
    assert.isBelow(smallLink, link);
    assert.isAbove(largeText, text);
    assert.isAbove(largeLink, link);
  });
});

describe('inherited properties of text', () => {
  const INHERITED = [
    'white-space: nowrap',
    'white-space: pre',
    'text-wrap: nowrap',
    'text-transform: uppercase',
    'letter-spacing: 8px',
    'word-spacing: 40px',
    'line-height: 5',
    'text-align: right',
    'text-align-last: justify',
    'text-indent: 90px',
    'word-break: break-all',
    'line-break: anywhere',
    'hyphens: auto',
    'text-shadow: 0 0 3px red',
    'font: italic small-caps 700 40px/4 serif',
    'font-size: 0',
    'font-variant-caps: small-caps',
    'writing-mode: vertical-rl',
    '-webkit-text-fill-color: transparent',
    '-webkit-text-stroke: 3px red',
    'color: transparent',
    'list-style: square inside',
    'border-collapse: collapse; border-spacing: 9px',
    'tab-size: 40',
    'cursor: none',
    'font-kerning: none; font-feature-settings: "smcp"; font-stretch: condensed',
  ];

  async function measure(style: string) {
    const root = await fixture<HTMLElement>(html`<div style="width: 300px"></div>`);
    const element = document.createElement('ghl-social-connect');
    Object.assign(element, { platform: 'facebook', locationId: 'no id' });
    root.append(element);
    // On the parent, whose own width is the same for all.
    root.style.cssText += style;
    await element.connect();
    await waitUntil(() => getComputedStyle(element.shadowRoot!.querySelector('.message')!).display === 'flex');
    const find = (selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector)!;
    const sizes = ['button', '[part="label"]', '.message', '.message bdi'].map((selector) => {
      const { width, height } = find(selector).getBoundingClientRect();
      // Firefox rounds widths by where a box begins.
      return [width, height].map(Math.round);
    });
    const { webkitTextFillColor, textAlign, textTransform } = getComputedStyle(find('[part="label"]'));
    return { sizes, webkitTextFillColor, textAlign, textTransform };
  }

  for (const style of INHERITED) {
    it(`do not change the layout: ${style}`, async () => {
      assert.deepEqual(await measure(style), await measure(''));
    });
  }

  it('but the direction does mirror it, and visibility hides it', async () => {
    const root = await fixture<HTMLElement>(
      html`<div style="direction: rtl; visibility: hidden; width: 300px">
        <ghl-social-connect platform="facebook"></ghl-social-connect>
      </div>`,
    );
    const element = root.querySelector('ghl-social-connect')!;
    await element.updateComplete;
    const find = (selector: string) => element.shadowRoot!.querySelector(selector)!;
    assert.equal(getComputedStyle(find('button')).visibility, 'hidden');
    assert.isAbove(
      find('[part="icon"]').getBoundingClientRect().left,
      find('[part="label"]').getBoundingClientRect().left,
    );
  });
});
