import { isPlatform, PLATFORMS, type Platform } from '../../protocol/platforms.js';
import type { Call } from '../context.js';
import { createFinishOrders } from './finish.js';
import { createCoopHeaders, parseFlow, type Flow } from './oauth-state.js';
import { createConsentPage, createErrorPage, createFinishPage, createSelfDecidingPage } from './pages.js';
import { createPageResponse, createRedirect } from '../responses.js';
import type { Scenario } from '../scenarios.js';
import { createHexId } from '../store.js';

/** What a request to a page of the platform asks for. */
interface ProviderRequest {
  readonly platform: Platform;
  readonly redirectUri: URL;
  readonly flow: Flow;
  readonly scenario: Scenario;
}

/** The page leads to HighLevel's finish page and nowhere else: on its own origin, or on one where a start was asked for. */
function parseRedirectUri({ url, store }: Call, platform: Platform): URL | undefined {
  const value = url.searchParams.get('redirect_uri') ?? '';
  if (!URL.canParse(value)) return undefined;
  const target = new URL(value);
  const isOwn = target.origin === url.origin || store.isStartOrigin(target.origin);
  const isFinish = target.pathname === `/social-media-posting/oauth/${platform}/finish`;
  return isOwn && isFinish && /^https?:$/.test(target.protocol) ? target : undefined;
}

function parseProviderRequest(call: Call): ProviderRequest | undefined {
  const { platform } = call.params;
  if (!isPlatform(platform)) return undefined;
  const redirectUri = parseRedirectUri(call, platform);
  if (!redirectUri) return undefined;
  const flow = parseFlow(new URLSearchParams(call.url.searchParams.get('state') ?? ''));
  return { platform, redirectUri, flow, scenario: call.asked ?? flow.scenario ?? call.current };
}

function refuse(): Response {
  return createPageResponse(400, createErrorPage('The address is not one that HighLevel sends people to.'));
}

/** The platform's consent page. */
export function answerConsent(call: Call): Response {
  const asked = parseProviderRequest(call);
  if (!asked) return refuse();

  const { platform, flow, scenario } = asked;
  const decisionUrl = new URL(`/provider/${platform}/decision`, call.url);
  decisionUrl.search = call.url.search;
  const view = { platformName: PLATFORMS[platform].name, locationId: flow.locationId, decisionUrl };
  const consent = flow.consent ?? call.settings.consent;
  const html = consent === 'ask' ? createConsentPage(view) : createSelfDecidingPage(view, consent);
  return createPageResponse(200, html, createCoopHeaders(flow, scenario, 'consent'));
}

/** What the platform does with the decision: back to HighLevel, with a code or an error. */
export function answerDecision(call: Call): Response {
  const asked = parseProviderRequest(call);
  if (!asked) return refuse();

  const { platform, redirectUri, flow, scenario } = asked;
  const allowed = call.url.searchParams.get('decision') === 'allow';
  if (scenario === 'wrong-origin') {
    const orders = createFinishOrders(call, flow, platform, allowed ? createHexId() : undefined);
    return createPageResponse(200, createFinishPage(PLATFORMS[platform].name, orders));
  }
  const [name, value] = allowed ? ['code', call.store.issueCode()] : ['error', 'access_denied'];
  redirectUri.searchParams.set(name, value);
  redirectUri.searchParams.set('state', call.url.searchParams.get('state') ?? '');
  return createRedirect(redirectUri, createCoopHeaders(flow, scenario, 'hop'));
}
