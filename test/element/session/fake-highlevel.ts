import { createStartUrl } from '../fixture.js';

/** What the proxy answers to the exchange of a user context: a location, or a refusal. */
export type Answer = string | { readonly status: number; readonly code: string };

/** One request that the page has sent to its proxy. */
export interface ProxyRequest {
  readonly path: string;
  readonly authorization: string | null;
}

const MOUNT = '/highlevel';

function answerSession(answer: Answer): Response {
  if (typeof answer === 'string') {
    return Response.json({ token: `token-of-${answer}`, expiresIn: 300, locationId: answer, userId: 'user1' });
  }
  const { status, code } = answer;
  return Response.json({ error: { code, message: 'From the proxy.' } }, { status });
}

/**
 * Makes this page one of HighLevel's own, as Custom JavaScript sees it, with a proxy at `/highlevel`. The payload of the
 * user context names what the proxy answers.
 */
export function installHighLevel() {
  const page = globalThis as { exposeSessionDetails?: (appId: string) => unknown };
  const realFetch = globalThis.fetch;
  const requests: ProxyRequest[] = [];
  const answers = new Map<string, Answer>();
  let payload: unknown = 'loc1';
  let isSilent = false;
  let consent = 'allow';
  let onExpiry: (() => void) | undefined;
  const waiting: (() => void)[] = [];

  page.exposeSessionDetails = () =>
    isSilent ? new Promise((resolve) => waiting.push(() => resolve(payload))) : Promise.resolve(payload);
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, origin } = new URL(request.url);
    if (origin !== location.origin || !pathname.startsWith(MOUNT)) return realFetch(input, init);
    requests.push({ path: pathname.slice(MOUNT.length), authorization: request.headers.get('Authorization') });
    if (pathname.endsWith('/accounts')) {
      const name = `List for ${request.headers.get('Authorization')}`;
      return Response.json({
        success: true,
        results: { accounts: [{ id: 'a', name, platform: 'facebook' }], can: [] },
      });
    }
    if (!pathname.endsWith('/session')) {
      const expire = onExpiry;
      onExpiry = undefined;
      if (expire) {
        expire();
        return Response.json({ error: { code: 'unauthorized', message: 'Expired.' } }, { status: 401 });
      }
      const url = createStartUrl('ok', { consent, locationId: 'loc1', userId: 'user1' });
      return Response.json({ url: url.replace('{platform}', 'facebook') });
    }
    const { payload: received } = (await request.json()) as { payload: string };
    return answerSession(answers.get(received) ?? received);
  };
  return {
    requests,
    /** The tokens of the starts. */
    listTokens: () => requests.filter(({ path }) => path.endsWith('/start')).map(({ authorization }) => authorization),
    /** Opens a location, or another view. `answer` is the proxy's, if it is not that location. */
    open(next: unknown, answer?: Answer) {
      payload = next;
      if (answer !== undefined) answers.set(String(next), answer);
    },
    /** Tells the page of a route, as HighLevel does without a reload. */
    changeRoute: () => dispatchEvent(new Event('routeChangeEvent')),
    /** Lets the token of the next start have expired, and calls `then` at that moment. */
    expireToken: (then: () => void) => void (onExpiry = then),
    /** Lets the consent page wait for a person. */
    holdConsent: () => void (consent = 'ask'),
    fallSilent: () => void (isSilent = true),
    /** Answers every question that is still open. */
    answer() {
      isSilent = false;
      for (const resolve of waiting.splice(0)) resolve();
    },
    restore() {
      globalThis.fetch = realFetch;
      delete page.exposeSessionDetails;
    },
  };
}
