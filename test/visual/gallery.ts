import { configure } from '../../src/index.js';
import { createPopup } from './popup.js';
import { SECTIONS, whenShown, type Scene } from './scenes.js';

/** Keeps every picture of one state the same. */
const STILL = new CSSStyleSheet();
STILL.replaceSync('*, ::before, ::after { animation: none !important; transition: none !important; }');

function createFigure({ name, pseudo = [] }: Scene): HTMLElement {
  const figure = document.createElement('figure');
  figure.dataset.pseudo = pseudo.join(' ');
  if (!name) return figure;
  const caption = document.createElement('figcaption');
  caption.textContent = name;
  // The captions stay English, whatever the page's language.
  caption.dir = 'ltr';
  figure.append(caption);
  return figure;
}

/** Scenes that are not where they should be yet: what to look at if they never get there. */
const waiting = new Set<string>();

async function play(scene: Scene, section: HTMLElement): Promise<void> {
  waiting.add(scene.name);
  document.documentElement.dataset.waiting = [...waiting].join('; ');
  const popup = (scene.popup ?? createPopup)();
  const element = document.createElement('ghl-social-connect');
  Object.assign(element, { platform: 'facebook', openWindow: popup.openWindow, ...scene.properties });
  const figure = createFigure(scene);
  figure.append(element);
  section.append(figure);
  await element.updateComplete;
  element.shadowRoot?.adoptedStyleSheets.push(STILL);
  await scene.enter?.(element, popup);
  await whenShown(element, scene.shows);
  await element.updateComplete;
  const images = element.shadowRoot?.querySelectorAll('img') ?? [];
  await Promise.all([...images].map((image) => ((image.loading = 'eager'), image.decode())));
  waiting.delete(scene.name);
  document.documentElement.dataset.waiting = [...waiting].join('; ');
}

const { dir, lang, dataset } = document.documentElement;
const query = new URLSearchParams(location.search);
document.documentElement.dir = query.get('dir') ?? dir;
document.documentElement.lang = query.get('lang') ?? lang;
if (query.has('large')) dataset.large = '';
if (query.get('lang') === 'ar') await import('../../src/element/i18n/locales/ar.js');
if (query.get('icons') === 'brands') await import('../../src/element/icons/brands.js');

configure({ locationId: 'location', userId: 'user', startUrl: 'https://sign-in.example/{platform}' });
// A popup that cannot be seen counts as cut off only while this page is not in front.
document.hasFocus = () => false;

await Promise.all(
  Object.entries(SECTIONS).map(([name, scenes]) => {
    const section = document.createElement('section');
    section.id = name;
    document.body.append(section);
    return Promise.all(scenes.map((scene) => play(scene, section)));
  }),
);
await document.fonts.ready;
dataset.ready = '';
