import { assert } from '@open-wc/testing';
import { registerLabels } from '../../src/index.js';
import { answerPages, createPages, openPicker } from './picker-fixture.js';

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

  it('stands in the words of the language', async () => {
    registerLabels('x-test', { attachSelected: '({count}) go', chooseTitle: 'Which?' });
    const rig = await openPicker([answerPages(PAGES)], {});
    rig.element.lang = 'x-test';
    await rig.until('choosing');
    assert.equal(rig.find('.title').textContent, 'Which?');
    assert.isDefined(rig.findButton('(0) go'));
  });
});
