import { createProxyHandler, verifyReceipt, type Receipt, type Session } from 'ghl-social-connect/proxy';

/** Replace this with your own sign-in. Here, every visitor is the same person. */
const PERSON = {
  locationId: 'demo-location',
  userId: 'demo-user',
  can: ['connect', 'attach', 'list', 'disconnect'],
} as const satisfies Session;

/**
 * What a host's own server does: it holds the proxy below `/highlevel`, and stores connections that a page posts to
 * `/connections`, after it has verified their receipts.
 *
 * @param upstream Where the simulated HighLevel is.
 */
export function createBackend(upstream: string): (request: Request) => Promise<Response | undefined> {
  const receiptKey = crypto.getRandomValues(new Uint8Array(32));
  // Your database. The id of a receipt is the same for the same fact, so each fact is stored once.
  const connections = new Map<string, Receipt>();
  const proxy = createProxyHandler({
    authorize: () => PERSON,
    getToken: () => 'simulated-token',
    receiptKey,
    upstream,
  });

  async function store(request: Request): Promise<Response> {
    try {
      const { receipt } = (await request.json()) as { receipt: string };
      const verified = await verifyReceipt(receipt, { key: receiptKey, locationId: PERSON.locationId });
      connections.set(verified.id, verified);
      return new Response(null, { status: 204 });
    } catch {
      return new Response('This is no receipt of ours.', { status: 422 });
    }
  }

  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/highlevel/')) return proxy(request);
    if (pathname !== '/connections') return undefined;
    return request.method === 'POST' ? store(request) : Response.json([...connections.values()]);
  };
}
