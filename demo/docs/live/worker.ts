/// <reference lib="webworker" />
import { LIVE_FOLDER } from './addresses.js';
import { createLiveServers } from './servers.js';

declare const self: ServiceWorkerGlobalScope;

const root = new URL(LIVE_FOLDER, self.registration.scope).href;
const answer = createLiveServers(root);

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
// A page that was reloaded past its cache has no service worker until it asks for one.
self.addEventListener('message', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (event.request.url.startsWith(`${root}/`)) event.respondWith(answer(event.request));
});
