import { fixture, html } from '@open-wc/testing';
import { waitUntil } from '../../browsers/wait-until.js';
import type { GhlSocialConnectElement } from '../../../src/element/ghl-social-connect.js';
import { answerJson, createScript, type Step } from '../../e2e/proxy-fixture.js';
import { createRig, type RecordedEvent, type Rig } from '../fixture.js';

/** Origin of what the popup says. */
export const ORIGIN = 'https://hl.example';

/** One account in HighLevel's own words. */
export interface Page {
  readonly id: string;
  readonly name: string;
  readonly avatar?: string;
  readonly username?: string;
  readonly verified?: boolean;
  readonly isConnected?: boolean;
}

/** A popup that stays open and says what it is told to. */
export async function createTalkingPopup() {
  const frame = await fixture<HTMLIFrameElement>(html`<iframe title="stands for the popup"></iframe>`);
  const popup = frame.contentWindow!;
  const say = (fields: object) => {
    const data = { page: 'social_media_posting', ...fields };
    dispatchEvent(new MessageEvent('message', { source: popup, origin: ORIGIN, data }));
  };
  return { openWindow: () => popup, say };
}

/** `count` pages with names that differ. */
export function createPages(count: number): Page[] {
  return Array.from({ length: count }, (_, index) => ({ id: `p${index + 1}`, name: `Page ${index + 1}` }));
}

/** What a browser does when it translates a page: every text moves into new elements. */
export function translate(root: Node): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts.filter(({ data }) => data.trim() !== '')) {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')];
    outer.append(inner);
    text.replaceWith(outer);
    inner.append(`«${text.data}»`);
  }
}

/** HighLevel's answer to a details request. */
export const answerPages = (pages: readonly Page[]): Step => answerJson({ success: true, results: { pages } });

export const ATTACHED = answerJson({ success: true, results: {} }, 201);
export const REFUSED = answerJson({ error: { code: 'upstream_error', message: 'No.' } }, 502);

/** An element that is connected, and the picker in it. */
export interface PickerRig extends Rig {
  readonly script: Awaited<ReturnType<typeof createScript>>;
  /** What was told of attaching: the type of the event, and the id of the account. */
  readonly attachings: () => string[];
  readonly find: <T extends HTMLElement = HTMLElement>(selector: string) => T;
  readonly findAll: <T extends HTMLElement = HTMLElement>(selector: string) => T[];
  /** The button in the picker with this text. */
  readonly findButton: (text: string) => HTMLButtonElement;
  /** Names of the entries that show. */
  readonly readNames: () => string[];
  readonly until: (state: GhlSocialConnectElement['state']) => Promise<void>;
}

/** Connects a Facebook login whose proxy gives these answers: the first to the details, the others to attaching. */
export async function openPicker(
  answers: readonly Step[],
  properties: Partial<GhlSocialConnectElement> = {},
): Promise<PickerRig> {
  const script = await createScript(...answers);
  const { openWindow, say } = await createTalkingPopup();
  const rig = await createRig({
    allowedOrigins: ORIGIN,
    openWindow,
    proxyUrl: script.url,
    attach: 'choose',
    ...properties,
  });
  const { element } = rig;
  const told: RecordedEvent[] = [];
  for (const type of ['account-attached', 'account-attach-failed']) {
    element.addEventListener(type, (event) => told.push({ type, detail: (event as CustomEvent<unknown>).detail }));
  }
  const findAll = <T extends HTMLElement>(selector: string) => [...element.shadowRoot!.querySelectorAll<T>(selector)];
  const find = <T extends HTMLElement>(selector: string) => findAll<T>(selector)[0]!;
  const outcome = element.connect();
  say({ accountId: 'a1' });
  await outcome;
  return {
    ...rig,
    script,
    find,
    findAll,
    attachings: () => told.map(({ type, detail }) => `${type} ${(detail as { account: Page }).account.id}`),
    findButton: (text) =>
      findAll<HTMLButtonElement>('[part="picker"] button').find((button) => button.textContent.trim() === text)!,
    readNames: () => findAll('li:not([hidden]) .name').map((name) => name.textContent),
    async until(state) {
      await waitUntil(() => element.state === state, `never ${state}`);
      await element.updateComplete;
    },
  };
}

/** The boxes to tick, one for each account. */
export const boxes = ({ findAll }: PickerRig) => findAll<HTMLInputElement>('li [type="checkbox"]');
export const readChecked = (rig: PickerRig) => boxes(rig).map(({ checked }) => checked);

/** How many requests attached something, or tried to. */
export async function countAttachRequests({ script }: PickerRig): Promise<number> {
  return (await script.readRequests()).filter(({ method }) => method === 'POST').length;
}

/** Selects all, and attaches what is selected. */
export async function attachAll(rig: PickerRig): Promise<void> {
  rig.find<HTMLInputElement>('[part="picker"] > label input').click();
  await rig.element.updateComplete;
  rig.find<HTMLButtonElement>('.primary').click();
}

/** One of two accounts could not be attached. */
export async function openFailure(): Promise<PickerRig> {
  const rig = await openPicker([answerPages(createPages(2)), REFUSED, ATTACHED]);
  await rig.until('choosing');
  await attachAll(rig);
  await waitUntil(() => rig.find('.entry-error') && rig.element.state === 'choosing');
  await rig.element.updateComplete;
  return rig;
}

export { press } from '../../browsers/press.js';
