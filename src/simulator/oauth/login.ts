import { PLATFORMS } from '../../protocol/platforms.js';
import type { Context } from '../context.js';
import { createHexId } from '../data/hex-id.js';
import type { LoginPage } from '../options.js';
import { createPageResponse, createRedirect } from '../responses.js';
import { createCoopHeaders, type Flow } from './oauth-state.js';
import { createLoginPage, createSelfSendingPage } from './pages.js';
import { parseProviderRequest, providerUrl, type ProviderRequest } from './provider-request.js';

/** Names the browser to the platform. Only the platform's pages receive it. */
const COOKIE = 'simulator_browser';

function readBrowserId({ request }: Context): string | undefined {
  return /(?:^|;\s*)simulator_browser=([0-9a-f]{24})(?:;|$)/.exec(request.headers.get('Cookie') ?? '')?.[1];
}

function chooseLoginPage({ settings }: Context, { flow, scenario }: ProviderRequest): LoginPage {
  return flow.login ?? settings.login ?? (scenario === 'login-coop' ? 'coop' : 'none');
}

/** Whether the platform asks for a password before the consent page. */
export function needsLogin(context: Context, asked: ProviderRequest): boolean {
  if (chooseLoginPage(context, asked) === 'none') return false;
  const browserId = readBrowserId(context);
  const { platform, flow } = asked;
  return browserId === undefined || !context.store.hasSession({ browserId, platform, userId: flow.userId });
}

/** A login page with the policy cuts the popup off; the pages after it cannot restore the opener. */
function createLoginHeaders(context: Context, asked: ProviderRequest): Record<string, string> {
  const flow: Flow = chooseLoginPage(context, asked) === 'coop' ? { ...asked.flow, coop: 'login' } : asked.flow;
  return createCoopHeaders(flow, asked.scenario, 'login');
}

/** The platform's login page. Where the consent page decides by itself, this page continues by itself, too. */
export function handleLogin(context: Context): Response {
  const asked = parseProviderRequest(context);
  if (asked instanceof Response) return asked;

  const { platform, flow } = asked;
  const platformName = PLATFORMS[platform].name;
  const target = providerUrl(context, platform, 'signed-in');
  const isAsking = (flow.consent ?? context.settings.consent) === 'ask';
  const html = isAsking ? createLoginPage(platformName, target) : createSelfSendingPage(platformName, target);
  return createPageResponse(200, html, createLoginHeaders(context, asked));
}

/** Remembers this browser and continues to the consent page. */
export function handleSignedIn(context: Context): Response {
  const asked = parseProviderRequest(context);
  if (asked instanceof Response) return asked;

  const { platform, flow } = asked;
  const browserId = readBrowserId(context) ?? createHexId();
  context.store.addSession({ browserId, platform, userId: flow.userId });
  return createRedirect(providerUrl(context, platform, 'consent'), {
    'set-cookie': `${COOKIE}=${browserId}; Path=/provider/; HttpOnly; SameSite=Lax`,
  });
}
