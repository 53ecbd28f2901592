import { storeConformance } from '../../src/store/conformance/index.js';
import type { Store } from '../../src/store/index.js';

/**
 * Lets tests in Node use a store inside another runtime: `/conformance` runs the case that the body names, `/call` runs
 * one operation.
 */
export async function serveStore(request: Request, store: Store): Promise<Response> {
  const { pathname } = new URL(request.url);
  const body = await request.text();
  try {
    if (pathname === '/conformance') {
      const test = [...storeConformance(() => store)].find(({ name }) => name === body);
      await test?.run();
      return new Response(test ? 'passed' : 'unknown case', { status: test ? 200 : 404 });
    }
    if (pathname !== '/call') return new Response('ready');
    const { name, parameters } = JSON.parse(body) as { name: keyof Store; parameters: [never, never, never] };
    return Response.json({ result: await store[name](...parameters) });
  } catch (error) {
    return new Response(error instanceof Error ? error.message : String(error), { status: 500 });
  }
}
