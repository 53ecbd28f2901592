import { assert } from '@open-wc/testing';
import type * as api from '../../src/index.js';
import type { GhlSocialConnectElement } from '../../src/index.js';
import { answerJson, createScript, type Step } from '../e2e/proxy-fixture.js';
import { waitUntil } from '../browsers/wait-until.js';

export type Inner = Window & typeof globalThis;
/** What a script can import from the module. */
export type Module = Pick<typeof api, 'GhlSocialConnectElement' | 'SocialConnectError'>;

const ORIGIN = 'https://hl.example';

/** Answer of a proxy to which nothing has been connected. */
export const NOT_FOUND = answerJson({ error: { code: 'not_found', message: 'No.' } }, 404);
/** HighLevel's details of a login with two pages. */
const DETAILS = answerJson({
  success: true,
  results: {
    pages: [
      { id: 'p1', name: 'One' },
      { id: 'p2', name: 'Two' },
    ],
  },
});

/** Opens `path` in a frame, or without it a page that has no script of the runner's either. */
export async function openPage(path?: string): Promise<Inner> {
  const frame = document.createElement('iframe');
  if (path) frame.src = path;
  else frame.srcdoc = '<!doctype html><title>A page without scripts</title>';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.append(frame);
  await loaded;
  return frame.contentWindow as Inner;
}

export function closePages(): void {
  document.querySelectorAll('iframe').forEach((frame) => frame.remove());
}

/** Adds a script to the page; resolves when it has run. */
export async function addScript(inner: Inner, properties: Partial<HTMLScriptElement>): Promise<void> {
  const script = Object.assign(inner.document.createElement('script'), properties);
  const loaded = new Promise((resolve, reject) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', () => reject(new Error(`${script.src} does not load; npm run build`)));
  });
  inner.document.head.append(script);
  await loaded;
}

/** Adds an import map, before the page's first module. */
export function addImportMap(inner: Inner, map: object): void {
  const properties = { type: 'importmap', textContent: JSON.stringify(map) };
  inner.document.head.append(Object.assign(inner.document.createElement('script'), properties));
}

/** Imports a module in the page, which is the only one to know its import map. */
export function importModule<Exports>(inner: Inner, specifier: string): Promise<Exports> {
  const load = new inner.Function('specifier', 'return import(specifier)') as (from: string) => Promise<Exports>;
  return load(specifier);
}

/** Scripts of ours that the page has requested, without their queries. */
export function listScripts(inner: Inner): string[] {
  return inner.performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname.split('/').at(-1)!)
    .filter((name) => name.endsWith('.js'))
    .sort();
}

export interface Attempt {
  readonly element: GhlSocialConnectElement;
  /** The outcome of the attempt, once HighLevel has reported the account `a1`. */
  readonly connect: () => ReturnType<GhlSocialConnectElement['connect']>;
}

/** Puts an element on the page whose popup reports a connected account at once. */
export async function createAttempt(inner: Inner, properties: object, ...answers: Step[]): Promise<Attempt> {
  const element = inner.document.createElement('ghl-social-connect') as GhlSocialConnectElement;
  const popup = inner.document.body.appendChild(inner.document.createElement('iframe')).contentWindow!;
  const script = await createScript(...answers);
  Object.assign(element, { platform: 'facebook', locationId: 'loc1', userId: 'user1', allowedOrigins: ORIGIN });
  Object.assign(element, { openWindow: () => popup, proxyUrl: script.url, ...properties });
  inner.document.body.append(element);
  const connect = () => {
    const outcome = element.connect();
    const data = { page: 'social_media_posting', accountId: 'a1' };
    inner.dispatchEvent(new inner.MessageEvent('message', { source: popup, origin: ORIGIN, data }));
    return outcome;
  };
  return { element, connect };
}

/** Connects with a choice of two accounts, and resolves with the words of the buttons in the picker. */
export async function readPickerButtons(inner: Inner): Promise<string[]> {
  const startUrl = `${ORIGIN}/{platform}/start`;
  const { element, connect } = await createAttempt(inner, { attach: 'choose', startUrl }, DETAILS);
  assert.equal((await connect()).status, 'connected');
  await waitUntil(() => element.state === 'choosing', `The element is ${element.state}, not choosing.`);
  await element.updateComplete;
  const buttons = element.shadowRoot!.querySelectorAll('[part="picker"] button');
  return [...buttons].map((button) => button.textContent.trim());
}
