// The variables of the backend are secrets of the Worker. PAGES serves the folder with page.html and element/.
import { createDurableObjectStore } from 'ghl-social-connect/store/durable-object';
import { createBackend, createFramePolicy } from './backend.mjs';

export { SocialConnectStore } from 'ghl-social-connect/store/durable-object';

let backend;

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (/^\/(?:highlevel|app)\//.test(pathname)) {
      backend ??= createBackend(env, createDurableObjectStore(env.STORE));
      return backend(request);
    }
    const file = await env.PAGES.fetch(request);
    const response = new Response(file.body, file);
    response.headers.set('Content-Security-Policy', createFramePolicy(env));
    return response;
  },
};
