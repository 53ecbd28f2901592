import { allowOrigin } from './cors.mjs';

/** Not a login's accounts, whose path has more segments. */
const LIST = /\/social-media-posting\/[^/]+\/accounts$/;

/** Closes the connection without a response. */
function breakOff(request) {
  request.runtime.node.res.destroy();
  return new Response(null);
}

/**
 * A server that follows the script of a test. `PUT /{id}` sets the steps, one per request; the last one repeats.
 * `GET /{id}` returns the requests so far. `PUT /{id}/go` releases the responses that wait. Everything else below `/{id}` is
 * a request, except one for the list of accounts: every attempt reads it beside its start, and here it is forbidden.
 *
 * A step is `{ status?, headers?, body? }`, `{ size }` (a body of that many bytes), `{ reset: true }`, or `{ scenario }`, which
 * asks the real proxy. `wait: true` holds the response back until it is released; `cors: false` keeps the page from reading
 * it.
 */
export function createScriptedProxy(port, proxy) {
  const pageOrigin = `http://localhost:${port}`;
  const scripts = new Map();

  function createAnswer(step, request, path) {
    const { status = 200, headers = { 'Content-Type': 'application/json' }, body = '', size, reset, scenario } = step;
    if (reset) return breakOff(request);
    if (scenario) return proxy(new Request(new URL(`/${scenario}${path}`, request.url), request));
    return new Response(size ? new Uint8Array(size).fill(0x20) : body, { status, headers });
  }

  async function perform(script, request, path) {
    const step = script.steps[Math.min(script.requests.length, script.steps.length - 1)];
    const { method, headers } = request;
    if (method !== 'OPTIONS') script.requests.push({ method, path, authorization: headers.get('Authorization') });
    if (step.wait && method !== 'OPTIONS') await script.go;
    const answer = method === 'OPTIONS' ? new Response(null, { status: 204 }) : await createAnswer(step, request, path);
    return step.cors === false ? answer : allowOrigin(answer, pageOrigin);
  }

  async function createScript(request) {
    const script = { steps: await request.json(), requests: [] };
    script.go = new Promise((resolve) => (script.letGo = resolve));
    return script;
  }

  const refuseList = () => Response.json({ error: { code: 'forbidden', message: 'No list.' } }, { status: 403 });

  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const [, id, action] = pathname.split('/');
    const script = scripts.get(id);
    if (request.method === 'OPTIONS' && !action) return allowOrigin(new Response(null, { status: 204 }), pageOrigin);
    if (action === 'go') {
      if (request.method === 'PUT') script.letGo();
      return allowOrigin(new Response(null, { status: 204 }), pageOrigin);
    }
    if (request.method === 'GET' && LIST.test(pathname)) return allowOrigin(refuseList(), pageOrigin);
    if (action) return perform(script, request, pathname.slice(id.length + 1) + search);
    if (request.method === 'PUT') scripts.set(id, await createScript(request));
    return allowOrigin(Response.json(scripts.get(id).requests), pageOrigin);
  };
}
