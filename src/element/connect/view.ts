import { readIcon, readIconClass } from '../icons/icons.js';
import type { TextSource } from '../i18n/label-keys.js';
import { describeError } from '../i18n/labels.js';
import type { Appearance, Size } from '../settings.js';
import { getPlatformName, getStateError, type ConnectState } from './state.js';

/** What the view shows besides the state. */
export interface ViewModel {
  readonly state: ConnectState;
  readonly platform: string;
  readonly reconnect: boolean;
  readonly disabled: boolean;
  readonly appearance: Appearance;
  readonly size: Size;
  readonly text: TextSource;
}

function isBusy({ status }: ConnectState): boolean {
  return status === 'connecting' || status === 'loading-details' || status === 'attaching';
}

function chooseIcon({ state, platform }: ViewModel): string {
  if (isBusy(state)) return 'busy';
  return 'connection' in state ? 'done' : platform;
}

/** Whether a click finishes a sign-in that was cut off. */
function isUnfinished({ state, platform }: ViewModel): boolean {
  return state.status === 'unconfirmed' && !state.isRepeated && state.tried === platform;
}

function chooseLabel(model: ViewModel): string {
  const { state, text } = model;
  if (state.status === 'connecting') return text('connecting');
  if ('connection' in state) return (state.isUnattached && text('signedIn')) || text('connected');
  // Absent from the English labels until their part is loaded.
  return (isUnfinished(model) && text('finishConnecting')) || chooseIdleLabel(model);
}

function chooseIdleLabel({ reconnect, text }: ViewModel): string {
  return text(reconnect ? 'reconnect' : 'connect');
}

const XHTML = 'http://www.w3.org/1999/xhtml';
const SVG = 'http://www.w3.org/2000/svg';

function create(name: string, attributes: Readonly<Record<string, string>> = {}, ...children: Element[]): Element {
  const element = document.createElementNS(name === 'svg' || name === 'path' ? SVG : XHTML, name);
  for (const attribute of Object.entries(attributes)) element.setAttribute(...attribute);
  element.append(...children);
  return element;
}

const createIcon = (path: string) =>
  create('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, create('path', { d: path }));

/** What every element shows, without the values that {@link drawView} sets. */
function createTemplate(): DocumentFragment {
  const template = document.createDocumentFragment();
  template.append(
    create(
      'button',
      { part: 'button', type: 'button', 'aria-describedby': 'hint' },
      create('span', { part: 'icon' }, create('slot', { name: 'icon' }, createIcon(''))),
      create('span', { part: 'label' }, create('slot')),
    ),
    create('span', { id: 'hint', hidden: '' }),
    create('div', { part: 'status', role: 'status' }, create('slot', { name: 'status' })),
  );
  return template;
}

/** Made by the first element, because modules are also loaded where there is no document. */
let template: DocumentFragment | undefined;

function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** The texts as they were set. In the document, a browser's translation may have replaced them. */
const texts = new WeakMap<Element, string>();

/** Sets a text if it has changed: a translation of the same text stays. */
function setText(element: Element, text: string): void {
  if (texts.get(element) === text) return;
  texts.set(element, text);
  element.textContent = text;
}

/** A failure is shown also if the code that draws the rest could not be loaded. */
function drawFailure(slot: Element, { state, text }: ViewModel): void {
  const error = getStateError(state);
  const shown = slot.querySelector('#failure');
  if (!error) return shown?.remove();
  const failure =
    shown ?? create('div', { id: 'failure', class: 'message failed' }, createIcon(readIcon('alert')), create('bdi'));
  const platform = getPlatformName('tried' in state && state.tried);
  setText(failure.lastElementChild as Element, describeError(error, text, { platform }));
  // Before what lit-html draws here, which ends where the slot ends.
  if (!shown) slot.prepend(failure);
}

/**
 * Draws what an element shows at rest, and its failures, as a function of its state and settings: clones one template and
 * sets eight values. lit-html, which draws the rest, loads with the first attempt. With it, a page would load 2,520 more
 * bytes (brotli) before anybody clicks.
 */
export function drawView(root: ShadowRoot, model: ViewModel): void {
  const { state, platform, appearance, size, text } = model;
  const isFirst = !root.querySelector('button');
  const tree = isFirst ? ((template ??= createTemplate()).cloneNode(true) as DocumentFragment) : root;
  const find = (selector: string) => tree.querySelector(selector) as Element;
  const button = find('button') as HTMLButtonElement;
  const label = chooseLabel(model);
  const icon = chooseIcon(model);
  const unfinished = isUnfinished(model) ? 'unfinished' : '';

  setAttribute(
    button,
    'class',
    `main ${state.status} ${unfinished} ${appearance} ${size} ${platform} ${readIconClass(icon)}`,
  );
  setAttribute(button, 'data-labels', [chooseIdleLabel(model), text('connecting'), text('connected')].join('\n'));
  setAttribute(button, 'aria-busy', String(isBusy(state)));
  if (appearance === 'icon') setAttribute(button, 'title', label);
  else button.removeAttribute('title');
  button.disabled = model.disabled;
  setAttribute(find('[part="icon"] path'), 'd', readIcon(icon));
  setText(find('[part="label"] slot'), label);
  setText(find('#hint'), text('newWindow'));
  drawFailure(find('[part="status"] slot'), model);
  // Last: a slot on the page whose fallback changes dispatches `slotchange`, and the element would be drawn once more.
  if (isFirst) root.append(tree);
}
