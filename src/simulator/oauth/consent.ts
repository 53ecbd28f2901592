import { PLATFORMS } from '../../protocol/platforms.js';
import type { Context } from '../context.js';
import { createHexId } from '../data/hex-id.js';
import { createPageResponse, createRedirect } from '../responses.js';
import { createFinishScript } from './finish.js';
import { needsLogin } from './login.js';
import { createCoopHeaders } from './oauth-state.js';
import { createConsentPage, createFinishPage, createSelfSendingPage } from './pages.js';
import { parseProviderRequest, providerUrl } from './provider-request.js';

/** The platform's consent page; a person whom the platform does not know yet gets its login page first. */
export function handleConsent(context: Context): Response {
  const asked = parseProviderRequest(context);
  if (asked instanceof Response) return asked;

  const { platform, flow, scenario } = asked;
  if (needsLogin(context, asked)) return createRedirect(providerUrl(context, platform, 'login'));
  const platformName = PLATFORMS[platform].name;
  const decisionUrl = providerUrl(context, platform, 'decision');
  const consent = flow.consent ?? context.settings.consent;
  const coopHeaders = createCoopHeaders(flow, scenario, 'consent');
  if (consent === 'ask') {
    const html = createConsentPage({ platformName, locationId: flow.locationId, decisionUrl });
    return createPageResponse(200, html, coopHeaders);
  }
  decisionUrl.searchParams.set('decision', consent);
  return createPageResponse(200, createSelfSendingPage(platformName, decisionUrl), coopHeaders);
}

/** What the platform does with the decision: back to HighLevel, with a code or an error. */
export function handleDecision(context: Context): Response {
  const asked = parseProviderRequest(context);
  if (asked instanceof Response) return asked;

  const { platform, redirectUri, flow, scenario } = asked;
  const isAllowed = context.url.searchParams.get('decision') === 'allow';
  if (scenario === 'wrong-origin') {
    const script = createFinishScript(context, { flow, platform, loginId: isAllowed ? createHexId() : undefined });
    return createPageResponse(200, createFinishPage(PLATFORMS[platform].name, script));
  }
  const [name, value] = isAllowed ? ['code', context.store.issueCode()] : ['error', 'access_denied'];
  redirectUri.searchParams.set(name, value);
  redirectUri.searchParams.set('state', context.url.searchParams.get('state') ?? '');
  return createRedirect(redirectUri, createCoopHeaders(flow, scenario, 'hop'));
}
