import { assert } from '@open-wc/testing';
import { registerLabels, type AvailableAccount } from '../../../src/index.js';
import { readStatus } from '../fixture.js';
import { answerJson } from '../../e2e/proxy-fixture.js';
import {
  answerPages,
  ATTACHED,
  boxes,
  countAttachRequests,
  createPages,
  openPicker,
  readChecked,
} from './picker-fixture.js';

const PAGES = createPages(3);

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

describe('what others say', () => {
  it('is text, never markup', async () => {
    const rig = await openPicker([answerPages([{ id: 'x', name: '<img src=x onerror=alert(1)>' }])], {
      noAvatars: true,
    });
    await rig.until('choosing');
    assert.isUndefined(rig.find('img'));
    assert.deepEqual(rig.readNames(), ['<img src=x onerror=alert(1)>']);
  });

  it('keeps to its place, without controls of direction', async () => {
    const hostile = '\u2067\u2069\u202eHarbour\u200f';
    const username = '\u202eharbour.lane\u2066';
    const rig = await openPicker([answerPages([{ id: 'x', name: hostile, username }]), ATTACHED]);
    await rig.until('choosing');
    let attached: AvailableAccount | undefined;
    rig.element.addEventListener('account-attached', ({ detail }) => (attached = detail.account));
    const entry = rig.find('.who').textContent;
    assert.deepEqual(entry.match(/\S+/g), ['Harbour', 'Page', '·', 'harbour.lane']);
    assert.equal(rig.find('.avatar').textContent, 'H');
    rig.find('.primary').click();
    await rig.until('connected');
    assert.include(readStatus(rig.element), '\u2068Harbour\u2069');
    assert.equal(attached?.name, hostile);
  });

  it('keeps every other letter and mark', async () => {
    const names = ['مخبز الياسمين', 'בית הקפה', 'می‌خواهم', '👩‍🍳 Café', 'E\u0301clair'];
    const rig = await openPicker([answerPages(names.map((name, index) => ({ id: String(index), name })))]);
    await rig.until('choosing');
    assert.deepEqual(rig.readNames(), names);
  });

  it('cannot claim what a platform has verified', async () => {
    const claims = { name: 'Shop ✓ Verified', username: 'shop · Verified' };
    const rig = await openPicker([
      answerPages([
        { id: 'false', ...claims },
        { id: 'true', name: 'Shop', username: 'shop', verified: true },
      ]),
    ]);
    await rig.until('choosing');
    const [claimed, verified] = rig.findAll('.kind');
    assert.isNull(claimed!.querySelector('.verified'));
    const mark = verified!.querySelector('.verified')!;
    assert.equal(mark.textContent, 'Verified');
    assert.equal(mark.nextElementSibling?.textContent, 'shop');
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

describe('names that cannot be seen', () => {
  it('are told apart by ids, and replaced where they look empty', async () => {
    const pages = [
      { id: '101', name: 'Harbour' },
      { id: '102', name: 'Har\u200bbour' },
      { id: '103', name: '\u2800\u3164' },
      { id: '104', name: '\u200b', username: 'lane' },
    ];
    const rig = await openPicker([answerPages(pages)]);
    await rig.until('choosing');
    assert.deepEqual(
      rig.findAll('.who').map(({ textContent }) => textContent.replace('\u200b', '').match(/\S+/g)!.join(' ')),
      ['Harbour Page · 101', 'Harbour Page · 102', '103 Page', 'lane Page'],
    );
  });
});

describe('a Google location beyond the limit', () => {
  const answerLocations = (...limits: boolean[]) => {
    const locations = limits.map((maxLocation, index) => ({
      location: { name: `locations/${index + 1}`, title: `Shop ${index + 1}`, maxLocation },
    }));
    return answerJson({ success: true, results: { locations } });
  };

  it('says so and cannot be chosen, and its twin within the limit can', async () => {
    const rig = await openPicker([answerLocations(true, false, false), ATTACHED], { platform: 'google' });
    await rig.until('choosing');
    assert.deepEqual(
      rig.findAll('.badge').map(({ textContent }) => textContent),
      ['Limit reached'],
    );
    for (const box of boxes(rig)) box.click();
    await rig.element.updateComplete;
    assert.deepEqual(readChecked(rig), [false, true, true]);
    assert.deepEqual(
      boxes(rig).map(({ ariaDisabled }) => ariaDisabled),
      ['true', 'false', 'false'],
    );
    rig.find('.primary').click();
    await rig.until('connected');
    assert.deepEqual(rig.attachings(), ['account-attached locations/2', 'account-attached locations/3']);
  });

  it('is not selected by "select all"', async () => {
    const rig = await openPicker([answerLocations(true, false, false)], { platform: 'google' });
    await rig.until('choosing');
    rig.find<HTMLInputElement>('[part="picker"] > label input').click();
    await rig.element.updateComplete;
    assert.deepEqual(readChecked(rig), [false, true, true]);
  });

  it('is not attached by attach="auto" as the only one', async () => {
    const rig = await openPicker([answerLocations(true), ATTACHED], { platform: 'google', attach: 'auto' });
    await rig.until('choosing');
    assert.equal(await countAttachRequests(rig), 0);
    assert.isUndefined(rig.find('.primary'), 'there is nothing to attach');
    rig.findButton('Done').click();
    await rig.until('connected');
    assert.equal(readStatus(rig.element), 'Nothing was chosen.');
  });
});
