// Serves a store on Durable Objects, in workerd.
import { createDurableObjectStore, type DurableNamespace } from '../../src/store/durable-object.js';
import { serveStore } from './serve-store.js';

export { SocialConnectStore } from '../../src/store/durable-object.js';

export default {
  fetch: (request: Request, env: { STORE: DurableNamespace }) =>
    serveStore(request, createDurableObjectStore(env.STORE)),
};
