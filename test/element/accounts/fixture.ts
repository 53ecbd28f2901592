import { fixture, html } from '@open-wc/testing';
import '../../../src/accounts.js';
import type { GhlSocialConnectElement } from '../../../src/element/index.js';
import type { GhlSocialAccountsElement } from '../../../src/element/accounts/index.js';
import { waitUntil } from '../../browsers/wait-until.js';
import { createEntryAt, daysAfter, type Entry } from '../../connect/accounts/list-entry.js';

const inDays = (days: number): string => daysAfter(Date.now(), days);
export const createEntry = (id: string, fields?: Record<string, unknown>): Entry =>
  createEntryAt(Date.now(), id, fields);

export const EXPIRED = { isExpired: true, expire: inDays(-1) };
export const EXPIRING = { expire: inDays(3), updatedAt: inDays(-57) };
export const ALL = ['connect', 'attach', 'list', 'disconnect'];

/** A proxy that keeps a list of accounts. */
export interface ListProxy {
  readonly url: string;
  entries: Entry[];
  can: string[];
  readonly requests: string[];
  /** Its response replaces that of the proxy. */
  intercept: ((method: string, path: string, query: string) => Response | Promise<Response> | undefined) | undefined;
}

const proxies = new Map<string, ListProxy>();
const originalFetch = window.fetch;

async function respond(proxy: ListProxy, method: string, path: string, query: string): Promise<Response> {
  proxy.requests.push(`${method} ${path}`);
  const replaced = await proxy.intercept?.(method, path, query);
  if (replaced) return replaced;
  if (method === 'GET') {
    return Response.json({ success: true, results: { accounts: proxy.entries, can: proxy.can } });
  }
  const id = decodeURIComponent(path.split('/').at(-1)!);
  if (!proxy.entries.some((entry) => entry.id === id)) return refuse(404, 'not_found');
  proxy.entries = proxy.entries.filter((entry) => entry.id !== id);
  return Response.json({ success: true, receipt: `receipt-of-${id}` });
}

/** Answers requests to the proxies of this file. Everything else is left alone. */
export function installFetch(): void {
  window.fetch = async (input, init) => {
    const { origin, pathname, search } = new URL(input instanceof Request ? input.url : input, location.href);
    const proxy = proxies.get(origin);
    return proxy ? respond(proxy, init?.method ?? 'GET', pathname, search) : originalFetch(input, init);
  };
}

export function removeFetch(): void {
  window.fetch = originalFetch;
  proxies.clear();
}

export function createProxy(entries: Entry[] = [], can: string[] = ALL): ListProxy {
  const url = `https://proxy-${crypto.randomUUID()}.example`;
  const proxy: ListProxy = { url, entries, can, requests: [], intercept: undefined };
  proxies.set(url, proxy);
  return proxy;
}

export const refuse = (status: number, code: string): Response =>
  Response.json({ error: { code, message: 'Refused.' } }, { status });

/** Puts the element on the page. */
export async function createAccounts(
  proxy: ListProxy,
  properties: Partial<GhlSocialAccountsElement> = {},
): Promise<GhlSocialAccountsElement> {
  const element = document.createElement('ghl-social-accounts');
  Object.assign(element, { proxyUrl: proxy.url, ...properties });
  return fixture<GhlSocialAccountsElement>(html`${element}`);
}

/** The same, with the list loaded. */
export async function createLoaded(
  proxy: ListProxy,
  properties: Partial<GhlSocialAccountsElement> = {},
): Promise<GhlSocialAccountsElement> {
  const element = await createAccounts(proxy, properties);
  await waitUntil(() => element.state !== 'loading', 'the list is loaded');
  await element.updateComplete;
  return element;
}

export const find = <Found extends HTMLElement>(element: GhlSocialAccountsElement, selector: string): Found | null =>
  element.shadowRoot!.querySelector<Found>(selector);

export const readRows = (element: GhlSocialAccountsElement): HTMLElement[] => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>('[part="account"]'),
];

export const readNames = (element: GhlSocialAccountsElement): (string | null)[] =>
  readRows(element).map((row) => row.querySelector('.name')!.textContent);

/** The connect buttons in a part of the list. */
export const readButtons = (element: GhlSocialAccountsElement, part: string): GhlSocialConnectElement[] => [
  ...element.shadowRoot!.querySelectorAll<GhlSocialConnectElement>(`${part} ghl-social-connect`),
];

/** Records the events of a list. */
export function record(element: HTMLElement, ...types: string[]): CustomEvent<Record<string, unknown>>[] {
  const events: CustomEvent<Record<string, unknown>>[] = [];
  for (const type of types) element.addEventListener(type, (event) => events.push(event as (typeof events)[number]));
  return events;
}
