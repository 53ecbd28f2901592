import { assert, aTimeout, fixture, html, nextFrame } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { configure, type GhlSocialConnectElement } from '../../src/index.js';
import { clickInPopup, closePopups, countPopups, readPopupUrl } from '../browsers/popup.js';
import { createRig, createStartUrl, PROVIDER, type Rig } from '../element/fixture.js';
import { countResources } from './resources.js';

/** `moveBefore` keeps the state of what it moves; TypeScript does not know it yet. */
interface Movable {
  moveBefore?: (node: Node, before: Node | null) => void;
}

const ROUNDS = 1000;

/** An element that connects and waits for the person in the popup. */
async function startAsking(): Promise<Rig> {
  const rig = await createRig({ startUrl: createStartUrl('ok', { consent: 'ask' }) });
  await rig.click();
  await waitUntil(async () => (await readPopupUrl()).startsWith(PROVIDER), 'the consent page');
  return rig;
}

async function finish(rig: Rig): Promise<void> {
  assert.equal(rig.element.state, 'connecting');
  assert.lengthOf(rig.outcomes(), 0);
  const connected = rig.next('account-connected');
  await clickInPopup('#allow');
  await connected;
  assert.lengthOf(rig.outcomes(), 1);
}

async function createRows(): Promise<HTMLElement> {
  return fixture<HTMLElement>(
    html`<ul>
      <li>1</li>
      <li>2</li>
      <li id="own"></li>
      <li>3</li>
    </ul>`,
  );
}

describe('an attempt goes on when its element', () => {
  afterEach(closePopups);

  it('is sorted by dragging: its row goes up and down, again and again', async () => {
    const rows = await createRows();
    const row = rows.querySelector('#own')!;
    const rig = await startAsking();
    row.append(rig.element);
    for (let step = 0; step < 20; step += 1) {
      rows.insertBefore(row, rows.children[(step * 3) % 4] ?? null);
      await nextFrame();
    }
    await finish(rig);
  });

  it('is sent through a portal into a shadow root and back', async () => {
    const rig = await startAsking();
    const parent = rig.element.parentElement!;
    const portal = await fixture<HTMLElement>(html`<div></div>`);
    portal.attachShadow({ mode: 'open' }).append(rig.element);
    await nextFrame();
    parent.append(rig.element);
    await nextFrame();
    await finish(rig);
  });

  it('is moved by moveBefore, itself or with its row', async function () {
    const rows = await createRows();
    const row = rows.querySelector('#own')!;
    // Only Chromium has it among the engines of the tests.
    if (!(rows as Movable).moveBefore) return this.skip();
    const rig = await startAsking();
    row.append(rig.element);
    await nextFrame();
    (rows as Movable).moveBefore!(row, rows.firstChild);
    await nextFrame();
    (rows.lastElementChild as Movable).moveBefore!(rig.element, null);
    await nextFrame();
    await finish(rig);
  });

  it('is taken out and put back in one task, as in a strict mount', async () => {
    const rig = await startAsking();
    const parent = rig.element.parentElement!;
    for (let time = 0; time < 3; time += 1) {
      rig.element.remove();
      parent.append(rig.element);
    }
    await nextFrame();
    await finish(rig);
  });
});

/** Ways to put an element back later than in the task that has taken it out. */
const LATER: Readonly<Record<string, () => Promise<unknown>>> = {
  'after some microtasks, as Turbo does with permanent elements': async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  },
  'in the next task': () => aTimeout(0),
  'two tasks later': async () => {
    await aTimeout(0);
    await aTimeout(0);
  },
  'in the next frame': () => nextFrame(),
};

describe('an attempt goes on when its element is put back', () => {
  afterEach(closePopups);

  for (const [title, wait] of Object.entries(LATER)) {
    it(title, async () => {
      const rig = await startAsking();
      const parent = rig.element.parentElement!;
      rig.element.remove();
      await wait();
      parent.append(rig.element);
      await aTimeout(100);
      await finish(rig);
    });
  }

  it('again and again, each time in a task of its own', async () => {
    const rig = await startAsking();
    const parent = rig.element.parentElement!;
    for (let round = 0; round < 20; round += 1) {
      rig.element.remove();
      await aTimeout(0);
      parent.append(rig.element);
      await aTimeout(0);
    }
    await finish(rig);
  });
});

describe('an attempt ends once when its element', () => {
  afterEach(closePopups);

  it('stays out of the document; the next click opens one popup', async () => {
    const rig = await startAsking();
    const parent = rig.element.parentElement!;
    const cancelled = rig.next('connect-cancelled');
    rig.element.remove();
    await cancelled;
    parent.append(rig.element);
    await waitUntil(async () => (await countPopups()) === 0, 'no popup is left');
    assert.deepEqual(
      rig.outcomes().map(({ detail }) => detail),
      [{ platform: 'facebook', reason: 'aborted' }],
    );
    rig.events.length = 0;
    rig.element.startUrl = createStartUrl();
    await rig.element.updateComplete;
    const connected = rig.next('account-connected');
    await rig.click();
    await connected;
    assert.deepEqual(
      rig.events.map(({ type }) => type),
      ['connect-start', 'state-change', 'state-change', 'account-connected'],
    );
  });
});

describe(`an element put in and taken out ${ROUNDS} times`, () => {
  for (const [title, pause] of [
    ['in one task', () => undefined],
    ['each time in a task of its own', () => aTimeout(0)],
  ] as const) {
    it(`${title} leaves nothing behind, and works`, async () => {
      const rig = await createRig();
      const parent = rig.element.parentElement!;
      const resources = countResources();
      try {
        const before = resources.count();
        for (let round = 0; round < ROUNDS; round += 1) {
          rig.element.remove();
          await pause();
          parent.append(rig.element);
        }
        await rig.element.updateComplete;
        assert.equal(resources.count(), before);
      } finally {
        resources.restore();
      }
      assert.equal(await countUpdates(rig.element, () => configure({ page: 'other' })), 1);
      configure({ page: undefined });
      const connected = rig.next('account-connected');
      await rig.click();
      await connected;
      assert.lengthOf(rig.outcomes(), 1);
    });
  }
});

/** How often an element is asked to draw itself anew. */
async function countUpdates(element: GhlSocialConnectElement, act: () => void): Promise<number> {
  let count = 0;
  const requestUpdate = element.requestUpdate.bind(element);
  element.requestUpdate = (...parts) => {
    count += 1;
    requestUpdate(...parts);
  };
  act();
  await element.updateComplete;
  Reflect.deleteProperty(element, 'requestUpdate');
  return count;
}
