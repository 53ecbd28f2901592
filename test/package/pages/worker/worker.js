// Answers for every script of this folder with a file that was built for a CDN, as a worker with a cache of its own does.
const FOLDER = new URL('./', self.location.href).href;

async function answer(url) {
  const name = url.pathname.split('/').at(-1);
  const file = name === 'app.js' ? 'ghl-social-connect.js' : name;
  const response = await fetch(`/dist/cdn/${file}`);
  // Without the address of the file, the answer has the address of the request.
  return new Response(await response.text(), { headers: { 'Content-Type': 'text/javascript' } });
}

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.href.startsWith(FOLDER) && url.pathname.endsWith('.js')) event.respondWith(answer(url));
});
