import { assert } from '@open-wc/testing';
import { waitUntil } from '../browsers/wait-until.js';
import { registerLabels } from '../../src/index.js';
import { createRig, readStatus } from './fixture.js';
import {
  answerPages,
  ATTACHED,
  createPages,
  createTalkingPopup,
  openPicker,
  ORIGIN,
  REFUSED,
  type PickerRig,
} from './picker-fixture.js';

const EMPTY = answerPages([]);
const PAGES = createPages(3);
const CONNECTED = PAGES.map((page) => ({ ...page, isConnected: true }));

const boxes = ({ findAll }: PickerRig) => findAll<HTMLInputElement>('li [type="checkbox"]');
const readChecked = (rig: PickerRig) => boxes(rig).map(({ checked }) => checked);

/** How many requests attached something, or tried to. */
async function countAttachRequests({ script }: PickerRig): Promise<number> {
  return (await script.readRequests()).filter(({ method }) => method === 'POST').length;
}

async function typeInSearch(rig: PickerRig, text: string): Promise<void> {
  const search = rig.find<HTMLInputElement>('.search');
  search.value = text;
  search.dispatchEvent(new InputEvent('input'));
  await rig.element.updateComplete;
}

describe('attach="auto"', () => {
  it('attaches the one account there is, and says so', async () => {
    const rig = await openPicker([answerPages(createPages(1)), ATTACHED], { attach: 'auto' });
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p1']);
    assert.include(readStatus(rig.element), 'Ready to use: \u2068Page 1\u2069');
    assert.isUndefined(rig.find('[part="picker"]'));
  });

  it('has nothing to do where that one is attached already', async () => {
    const rig = await openPicker([answerPages(CONNECTED.slice(0, 1)), REFUSED], { attach: 'auto' });
    await rig.until('connected');
    assert.equal(await countAttachRequests(rig), 0);
    assert.isUndefined(rig.find('[part="picker"]'));
  });

  it('lets the person choose from several', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED], { attach: 'auto' });
    await rig.until('choosing');
    assert.deepEqual(readChecked(rig), [false, false, false]);
    assert.equal(await countAttachRequests(rig), 0);
  });

  it('says what the login lacks', async () => {
    const rig = await openPicker([EMPTY], { attach: 'auto' });
    await rig.until('choosing');
    assert.include(rig.find('[part="picker"] p').textContent, 'This login manages no pages on Facebook.');
  });

  it('offers another try where it failed', async () => {
    const rig = await openPicker([answerPages(createPages(1)), REFUSED, ATTACHED], { attach: 'auto' });
    await rig.until('choosing');
    rig.findButton('Try again').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attach-failed p1', 'account-attached p1']);
  });
});

describe('attach="choose"', () => {
  it('offers another login, or to leave it, where there is nothing', async () => {
    const rig = await openPicker([EMPTY]);
    await rig.until('choosing');
    rig.findButton('Not now').click();
    await rig.until('connected');
    assert.equal(rig.element.connection?.accountId, 'a1');
    assert.deepEqual(rig.attachings(), []);
  });

  it('signs in again for another login', async () => {
    const rig = await openPicker([EMPTY]);
    await rig.until('choosing');
    rig.findButton('Use another account').click();
    await rig.until('connecting');
    rig.element.cancel();
  });

  it('has the only account selected, and attaches it when told to', async () => {
    const rig = await openPicker([answerPages(createPages(1)), ATTACHED]);
    await rig.until('choosing');
    assert.deepEqual(readChecked(rig), [true]);
    assert.equal(await countAttachRequests(rig), 0);
    rig.findButton('Connect selected (1)').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p1']);
  });

  it('attaches what is selected, one after the other, and tells of each', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED]);
    await rig.until('choosing');
    boxes(rig)[0]!.click();
    boxes(rig)[2]!.click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (2)').click();
    assert.equal(rig.element.state, 'attaching');
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p1', 'account-attached p3']);
    assert.include(readStatus(rig.element), 'Ready to use: \u2068Page 1\u2069 and \u2068Page 3\u2069');
  });

  it('does nothing while nothing is selected', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED]);
    await rig.until('choosing');
    const button = rig.findButton('Connect selected (0)');
    assert.equal(button.ariaDisabled, 'true');
    button.click();
    assert.equal(rig.element.state, 'choosing');
    assert.equal(await countAttachRequests(rig), 0);
  });

  it('leaves what is attached already as it is', async () => {
    const rig = await openPicker([answerPages(CONNECTED), ATTACHED]);
    await rig.until('choosing');
    boxes(rig)[0]!.click();
    assert.deepEqual(readChecked(rig), [true, true, true]);
    assert.isUndefined(rig.find('[part="picker"] > label'));
    rig.findButton('Done').click();
    await rig.until('connected');
    assert.equal(await countAttachRequests(rig), 0);
  });

  it('may be left with "not now"', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED]);
    await rig.until('choosing');
    boxes(rig)[0]!.click();
    rig.findButton('Not now').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), []);
    assert.lengthOf(rig.outcomes(), 1);
  });

  it('names at most four of the accounts that it attached', async () => {
    const rig = await openPicker([answerPages(createPages(6)), ATTACHED]);
    await rig.until('choosing');
    rig.find<HTMLInputElement>('[part="picker"] > label input').click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (6)').click();
    await rig.until('connected');
    const status = readStatus(rig.element).replace(/[\u2068\u2069]/g, '');
    assert.include(status, 'Page 1, Page 2, Page 3, and 3 more');
  });
});

describe('the progress of each entry', () => {
  it('shows, and nothing can be changed meanwhile', async () => {
    const rig = await openPicker([answerPages(PAGES), { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    boxes(rig)[0]!.click();
    boxes(rig)[1]!.click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (2)').click();
    await rig.until('attaching');
    assert.deepEqual(
      rig.findAll('.badge').map(({ textContent }) => textContent),
      ['Connecting…'],
    );
    assert.include(readStatus(rig.element), 'Connecting 1 of 2…');
    boxes(rig)[2]!.click();
    rig.findButton('Not now').click();
    rig.button.click();
    assert.deepEqual(readChecked(rig), [true, true, false]);
    assert.equal(rig.element.state, 'attaching');
    assert.lengthOf(
      rig.events.filter(({ type }) => type === 'connect-start'),
      1,
    );
    await rig.script.letGo();
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached p1', 'account-attached p2']);
  });

  it('keeps the others attached where one fails, and tries that one again', async () => {
    const rig = await openPicker([answerPages(PAGES), ATTACHED, REFUSED, ATTACHED]);
    await rig.until('choosing');
    rig.find<HTMLInputElement>('[part="picker"] > label input').click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (3)').click();
    await waitUntil(() => rig.attachings().length === 3);
    await rig.until('choosing');
    assert.deepEqual(rig.attachings(), ['account-attached p1', 'account-attach-failed p2', 'account-attached p3']);
    assert.lengthOf(rig.findAll('.badge.attached'), 2);
    assert.include(rig.find('.entry-error').textContent, 'The service has a problem.');
    assert.include(readStatus(rig.element), 'Could not be connected: 1');
    assert.isUndefined(rig.findButton('Not now'));
    rig.findButton('Try again').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings().slice(3), ['account-attached p2']);
    assert.equal(await countAttachRequests(rig), 4);
  });

  it('tries what failed again with the rest of the selection, too', async () => {
    const rig = await openPicker([answerPages(PAGES), REFUSED, ATTACHED]);
    await rig.until('choosing');
    boxes(rig)[0]!.click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (1)').click();
    await waitUntil(() => rig.attachings().length === 1);
    await rig.until('choosing');
    boxes(rig)[1]!.click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (2)').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings().slice(1), ['account-attached p1', 'account-attached p2']);
  });

  it('ends with the element, and tells nothing more', async () => {
    const rig = await openPicker([answerPages(PAGES), { ...ATTACHED, wait: true }]);
    await rig.until('choosing');
    rig.find<HTMLInputElement>('[part="picker"] > label input').click();
    await rig.element.updateComplete;
    rig.findButton('Connect selected (3)').click();
    await waitUntil(async () => (await countAttachRequests(rig)) === 1);
    rig.element.remove();
    await rig.until('connected');
    await rig.script.letGo();
    assert.equal(await countAttachRequests(rig), 1);
    assert.deepEqual(rig.attachings(), []);
  });
});

describe('the search', () => {
  it('is there from nine entries on', async () => {
    const few = await openPicker([answerPages(createPages(8))]);
    await few.until('choosing');
    assert.isUndefined(few.find('.search'));
    const many = await openPicker([answerPages(createPages(9))]);
    await many.until('choosing');
    assert.isDefined(many.find('.search'));
  });

  it('finds words of a name in any order, without regard to case and accents', async () => {
    const pages = [...createPages(8), { id: 'z', name: 'Zoë & Søn' }];
    const rig = await openPicker([answerPages(pages)]);
    await rig.until('choosing');
    await typeInSearch(rig, '& ZOE');
    assert.deepEqual(rig.readNames(), ['Zoë & Søn']);
    assert.equal(rig.find('.count').textContent, 'Found: 1');
    assert.include(readStatus(rig.element), 'Found: 1');
    await typeInSearch(rig, 'nothing of the kind');
    assert.deepEqual(rig.readNames(), []);
    await typeInSearch(rig, '');
    assert.lengthOf(rig.readNames(), 9);
  });

  it('limits what "select all" selects, and keeps what was selected before', async () => {
    const rig = await openPicker([answerPages(createPages(60)), ATTACHED]);
    await rig.until('choosing');
    assert.lengthOf(rig.readNames(), 60);
    boxes(rig)[0]!.click();
    await typeInSearch(rig, 'page 5');
    assert.lengthOf(rig.readNames(), 15);
    const all = rig.find<HTMLInputElement>('[part="picker"] > label input');
    assert.isFalse(all.checked);
    all.click();
    await rig.element.updateComplete;
    assert.isDefined(rig.findButton('Connect selected (16)'));
    rig.findAll<HTMLInputElement>('li:not([hidden]) input')[0]!.click();
    await rig.element.updateComplete;
    assert.isTrue(all.indeterminate);
    await typeInSearch(rig, '');
    assert.lengthOf(readChecked(rig).filter(Boolean), 15);
  });
});

describe('pictures', () => {
  const pages = [
    { id: 'good', name: 'Harbour Lane Bakery', avatar: 'https://avatars.example/1.png' },
    { id: 'bad', name: 'さくら通り珈琲店', avatar: 'http://avatars.example/2.png' },
    { id: 'quoted', name: 'Студия «Лесной ключ»' },
  ];

  it('come over https only, and say nothing of the page', async () => {
    const rig = await openPicker([answerPages(pages)]);
    await rig.until('choosing');
    const images = rig.findAll<HTMLImageElement>('img');
    assert.deepEqual(
      images.map(({ src, referrerPolicy, alt }) => ({ src, referrerPolicy, alt })),
      [{ src: 'https://avatars.example/1.png', referrerPolicy: 'no-referrer', alt: '' }],
    );
    images[0]!.dispatchEvent(new Event('error'));
    assert.isTrue(images[0]!.hidden);
    assert.deepEqual(
      rig.findAll('.avatar').map(({ textContent }) => textContent),
      ['HL', 'さ', 'СЛ'],
    );
  });

  it('do not come at all with no-avatars', async () => {
    const rig = await openPicker([answerPages(pages)], { noAvatars: true });
    await rig.until('choosing');
    assert.isUndefined(rig.find('img'));
  });
});

describe('connections that need no choice', () => {
  it('end as connected on a platform that nothing attaches', async () => {
    const rig = await openPicker([answerPages(PAGES)], { platform: 'tiktok-business' });
    await rig.until('connected');
    assert.isUndefined(rig.find('[part="picker"]'));
  });

  it('end as connected after a reconnect that names no login', async () => {
    const { openWindow, say } = await createTalkingPopup();
    const { element } = await createRig({
      allowedOrigins: ORIGIN,
      openWindow,
      proxyUrl: 'https://proxy.example/',
      attach: 'choose',
      reconnect: true,
    });
    const outcome = element.connect();
    say({ reconnectAccounts: ['a1', 'a2'] });
    assert.equal((await outcome).status, 'connected');
    assert.equal(element.state, 'connected');
  });
});

describe('what others say', () => {
  it('is text, never markup', async () => {
    const rig = await openPicker([answerPages([{ id: 'x', name: '<img src=x onerror=alert(1)>' }])], {
      noAvatars: true,
    });
    await rig.until('choosing');
    assert.isUndefined(rig.find('img'));
    assert.deepEqual(rig.readNames(), ['<img src=x onerror=alert(1)>']);
  });

  it('stands in the words of the language', async () => {
    registerLabels('x-test', { attachSelected: '({count}) go', chooseTitle: 'Which?' });
    const rig = await openPicker([answerPages(PAGES)], {});
    rig.element.lang = 'x-test';
    await rig.until('choosing');
    assert.equal(rig.find('.title').textContent, 'Which?');
    assert.isDefined(rig.findButton('(0) go'));
  });
});
