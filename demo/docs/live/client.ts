import { LIVE_FOLDER, WORKER_FILE } from './addresses.js';

/** Browsers end a service worker that was idle for 30 s, and with it what the simulator remembers. */
const PING_INTERVAL_MS = 15_000;

/** Where the servers of the live demo are. */
export interface LiveDemo {
  /** Origin of the pages that the simulator shows. */
  readonly origin: string;
  /** `start-url` of an element that needs no proxy. */
  readonly getStartUrl: (accounts: number, scenario: string) => string;
  /** `proxy-url` of an element. */
  readonly getProxyUrl: (accounts: number, scenario: string) => string;
  readonly fetchSessionToken: () => Promise<string>;
  /** Makes the simulator forget what was connected. */
  readonly reset: () => Promise<void>;
  /** Lets the service worker go. */
  readonly close: () => void;
}

async function send(url: string): Promise<string> {
  const response = await fetch(url, { method: 'POST' });
  if (!response.ok) throw new Error(`${url} answered with status ${response.status}.`);
  return response.text();
}

/** Waits until this page's requests go through the service worker. */
async function takeControl({ serviceWorker }: Navigator, registration: ServiceWorkerRegistration): Promise<void> {
  await serviceWorker.ready;
  if (serviceWorker.controller) return;
  const controlled = new Promise((resolve) => {
    serviceWorker.addEventListener('controllerchange', resolve, { once: true });
  });
  registration.active?.postMessage('claim');
  await controlled;
}

/**
 * Starts the servers of the live demo in a service worker.
 *
 * @param siteUrl Address of the documentation, with a slash at the end.
 * @returns `undefined` where the browser has no service workers: on a page without `https:`, and in some private windows.
 */
export async function startLiveDemo(siteUrl: string): Promise<LiveDemo | undefined> {
  // Types say that it is always there.
  if (!('serviceWorker' in navigator)) return undefined;
  const registration = await navigator.serviceWorker
    .register(siteUrl + WORKER_FILE, { scope: siteUrl })
    .catch(() => undefined);
  if (!registration) return undefined;
  await takeControl(navigator, registration);

  const root = siteUrl + LIVE_FOLDER;
  const timer = setInterval(() => void send(`${root}/ping`).catch(() => undefined), PING_INTERVAL_MS);
  return {
    origin: new URL(root).origin,
    getStartUrl: (accounts, scenario) =>
      `${root}/highlevel/${accounts}/social-media-posting/oauth/{platform}/start?scenario=${scenario}`,
    getProxyUrl: (accounts, scenario) => `${root}/proxy/${accounts}/${scenario}`,
    fetchSessionToken: () => send(`${root}/session`),
    reset: async () => void (await send(`${root}/reset`)),
    close: () => clearInterval(timer),
  };
}
