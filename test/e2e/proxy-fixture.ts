import { waitUntil } from '../browsers/wait-until.js';
import type { GhlSocialConnectElement } from '../../src/element/ghl-social-connect.js';
import type { SocialConnectError } from '../../src/errors.js';
import { countPopups } from '../browsers/popup.js';
import { createRig, readStatus, type Rig } from '../element/fixture.js';
import { countPlayedPopups, playPopup } from './played-popup.js';

export const PROXY = `http://proxy.localhost:${location.port}`;
export const PLAIN = `http://plain.localhost:${location.port}`;
export const SCRIPTED = `http://scripted.localhost:${location.port}`;
/** Accounts of a login: HighLevel's schema has one location of Google's. */
export const COUNT: Readonly<Record<string, number>> = { google: 1 };
export const REFUSED_TOKEN = 'not.a.session';

/** One answer of the scripted proxy. */
export interface Step {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  size?: number;
  reset?: true;
  wait?: true;
  cors?: false;
  scenario?: string;
}

export interface RecordedRequest {
  method: string;
  path: string;
  authorization: string | null;
}

export async function fetchSessionToken(): Promise<string> {
  return (await fetch(`${PROXY}/session`, { method: 'POST' })).text();
}

/** A proxy that answers in these steps, its base URL, and what it was asked. */
export async function createScript(...steps: Step[]) {
  const url = `${SCRIPTED}/${crypto.randomUUID()}`;
  await fetch(url, { method: 'PUT', body: JSON.stringify(steps) });
  return {
    url,
    readRequests: async () => (await (await fetch(url)).json()) as RecordedRequest[],
    letGo: () => fetch(`${url}/go`, { method: 'PUT' }),
  };
}

export function createProxyRig(proxyUrl: string, properties: Partial<GhlSocialConnectElement> = {}): Promise<Rig> {
  const defaults = { startUrl: undefined, locationId: undefined, userId: undefined };
  return createRig({ ...defaults, proxyUrl, getSessionToken: fetchSessionToken, ...properties });
}

/** The same with a played popup. */
export function createPlayedRig(proxyUrl: string, properties: Partial<GhlSocialConnectElement> = {}): Promise<Rig> {
  return createProxyRig(proxyUrl, { openWindow: playPopup, ...properties });
}

/** Connects directly to the simulator, with a played popup, and asks `proxyUrl` for the details only. */
export async function createDetailsRig(
  proxyUrl: string,
  properties: Partial<GhlSocialConnectElement> = {},
): Promise<Rig> {
  return createRig({
    proxyUrl,
    openWindow: playPopup,
    fetchDetails: true,
    sessionToken: await fetchSessionToken(),
    ...properties,
  });
}

export async function readFailure(event: Promise<CustomEvent<Record<string, unknown>>>): Promise<SocialConnectError> {
  return (await event).detail['error'] as SocialConnectError;
}

export async function clickAndFail(rig: Rig): Promise<SocialConnectError> {
  const failed = readFailure(rig.next('connect-failed'));
  await rig.click();
  return failed;
}

/** The status with `words`. The code that shows them comes with the first attempt, perhaps later than the attempt's events. */
export async function waitForWords({ element }: Rig, words: string): Promise<void> {
  await waitUntil(
    () => readStatus(element).includes(words),
    () => `the status is: ${readStatus(element)}`,
  );
}

export async function waitForNoPopup(): Promise<void> {
  await waitUntil(async () => (await countPopups()) + countPlayedPopups() === 0);
}

export const answerJson = (body: unknown, status = 200): Step => ({ status, body: JSON.stringify(body) });
export const answerError = (status: number, code: string): Step =>
  answerJson({ error: { code, message: 'No.' } }, status);
