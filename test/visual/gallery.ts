import type { ReactiveElement } from 'lit';
import '../../src/accounts.js';
import { configure } from '../../src/index.js';
import { LIST_SECTIONS, type ListScene } from './list-scenes.js';
import { NOW } from './played-list.js';
import { createPopup } from './popup.js';
import { SECTIONS, whenShown, type Scene } from './scenes.js';

/** Keeps every picture of one state the same. Browsers decide for themselves when they render a row that may wait. */
const STILL = new CSSStyleSheet();
STILL.replaceSync(`*, ::before, ::after { animation: none !important; transition: none !important; }
  * { content-visibility: visible !important; }
  dialog { position: static; margin: 12px 0; }`);

function createFigure(name: string, pseudo: readonly string[] = []): HTMLElement {
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

function showWaiting(): void {
  document.documentElement.dataset.waiting = [...waiting].join('; ');
}

/** Puts the element on the page, where it must not move; resolves once it shows what is to be seen. */
async function show(
  element: ReactiveElement,
  figure: HTMLElement,
  section: HTMLElement,
  shows: string,
  enter?: () => unknown,
): Promise<void> {
  const scene = `${section.id}: ${figure.textContent}`;
  waiting.add(scene);
  showWaiting();
  figure.append(element);
  section.append(figure);
  await element.updateComplete;
  element.shadowRoot?.adoptedStyleSheets.push(STILL);
  await enter?.();
  await whenShown(element, shows);
  await element.updateComplete;
  const images = element.shadowRoot?.querySelectorAll('img') ?? [];
  await Promise.all([...images].map((image) => ((image.loading = 'eager'), image.decode())));
  waiting.delete(scene);
  showWaiting();
}

async function play(scene: Scene, section: HTMLElement): Promise<void> {
  const popup = (scene.popup ?? createPopup)();
  const element = document.createElement('ghl-social-connect');
  Object.assign(element, { platform: 'facebook', openWindow: popup.openWindow, ...scene.properties });
  const figure = createFigure(scene.name, scene.pseudo);
  await show(element, figure, section, scene.shows, () => scene.enter?.(element, popup));
}

async function playList({ name, properties, press = [], shows }: ListScene, section: HTMLElement): Promise<void> {
  const element = Object.assign(document.createElement('ghl-social-accounts'), properties);
  await show(element, createFigure(name), section, shows, async () => {
    for (const selector of press) {
      await whenShown(element, selector);
      element.shadowRoot?.querySelector<HTMLElement>(selector)?.click();
    }
  });
  const buttons = element.shadowRoot?.querySelectorAll('ghl-social-connect') ?? [];
  await Promise.all([...buttons].map((button) => button.updateComplete));
}

function addSection(id: string): HTMLElement {
  const section = document.createElement('section');
  section.id = id;
  document.body.append(section);
  return section;
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
Document.prototype.hasFocus = () => false;

// A modal dialog would cover the other sections: the question is pictured below its list. Only one of them could have the focus.
HTMLDialogElement.prototype.showModal = function show() {
  this.show();
  (this.getRootNode() as ShadowRoot).querySelector<HTMLElement>(':focus')?.blur();
};

const readClock = Date.now;
const start = readClock();
Date.now = () => NOW + readClock() - start;

/** Which sections are on the page. */
const chosen = new Set(query.getAll('section'));

/** The chosen of `sections`; without a choice, all. */
function choose<Type>(sections: Readonly<Record<string, readonly Type[]>>): [string, readonly Type[]][] {
  return Object.entries(sections).filter(([id]) => chosen.size === 0 || chosen.has(id));
}

const played = choose(SECTIONS).flatMap(([id, scenes]) => {
  const section = addSection(id);
  return scenes.map((scene) => play(scene, section));
});
const listed = choose(LIST_SECTIONS).flatMap(([id, scenes]) => {
  const section = addSection(id);
  return scenes.map((scene) => playList(scene, section));
});
await Promise.all([...played, ...listed]);
await document.fonts.ready;
// Each section begins at a whole pixel, so that its picture does not depend on the sections before it.
for (const section of document.querySelectorAll('section')) {
  section.style.minHeight = `${Math.ceil(section.getBoundingClientRect().height)}px`;
}
dataset.ready = '';
