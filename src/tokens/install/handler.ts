import { SocialConnectError } from '../../errors.js';
import { handleCallback, type InstallContext } from './callback.js';
import { createAnswer, createPage } from './responses.js';
import { createSignatureVerifier, type VerifySignature } from './signature.js';
import { handleWebhook } from './webhooks.js';

interface Route {
  readonly method: 'GET' | 'POST';
  handle(request: Request, context: InstallContext, verify: VerifySignature): Promise<Response>;
}

/** By what the path ends with; the host mounts the handler where it likes. */
const ROUTES: readonly (readonly [ending: string, route: Route])[] = [
  ['/oauth/callback', { method: 'GET', handle: handleCallback }],
  ['/webhooks', { method: 'POST', handle: handleWebhook }],
];

function refuse(status: number, message: string, headers: Record<string, string> = {}): Response {
  return createAnswer(status, { error: { message } }, headers);
}

async function answer(request: Request, context: InstallContext, verify: VerifySignature): Promise<Response> {
  // Some servers and people add a slash.
  const path = new URL(request.url).pathname.replace(/\/$/, '');
  const [, route] = ROUTES.find(([ending]) => path.endsWith(ending)) ?? [];
  if (route === undefined) return refuse(404, 'There is only GET {mount}/oauth/callback and POST {mount}/webhooks.');
  if (request.method !== route.method) {
    return refuse(405, `This route answers ${route.method} only.`, { Allow: route.method });
  }
  // Before anything is used up: the same request succeeds once the key is right.
  await context.checkKey();
  return route.handle(request, context, verify);
}

/** The answer to a request that failed: for a person who installs the app, or for HighLevel's server. */
function describeFailure(error: unknown, isForPerson: boolean): Response {
  const isOurs = error instanceof SocialConnectError && error.code === 'invalid_config';
  const status = isOurs ? 500 : 503;
  const headers: Record<string, string> = isOurs ? {} : { 'Retry-After': '10' };
  const setting = isOurs && error.option ? `: ${error.option}` : '';
  const message = isOurs
    ? `This server is not set up correctly${setting}.`
    : 'The store or HighLevel failed: try again.';
  if (!isForPerson) return refuse(status, message, headers);
  const advice = isOurs ? ' Open this address again when that is corrected.' : '';
  return createPage(status, 'The app is not installed', message + advice, headers);
}

/** Creates the handler of the callback and the webhooks. It never rejects. */
export function createInstallHandler(context: InstallContext): (request: Request) => Promise<Response> {
  const verify = createSignatureVerifier(context.settings.webhooks);

  return async (request) => {
    try {
      return await answer(request, context, verify);
    } catch (error) {
      context.settings.report(error);
      return describeFailure(error, request.method === 'GET');
    }
  };
}
