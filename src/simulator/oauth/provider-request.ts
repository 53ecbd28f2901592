import { isPlatform, type Platform } from '../../protocol/platforms.js';
import type { Context } from '../context.js';
import { createErrorPage } from '../pages/document.js';
import { createPageResponse } from '../responses.js';
import type { Scenario } from '../scenarios.js';
import { parseFlow, type Flow } from './oauth-state.js';

/** A request to one of the platform's pages. */
export interface ProviderRequest {
  readonly platform: Platform;
  /** HighLevel's finish page. */
  readonly redirectUri: URL;
  readonly flow: Flow;
  readonly scenario: Scenario;
}

/** The pages lead to HighLevel's finish page and nowhere else: on their own origin, or on one where a sign-in was started. */
function parseRedirectUri({ url, store }: Context, platform: Platform): URL | undefined {
  const value = url.searchParams.get('redirect_uri') ?? '';
  if (!URL.canParse(value)) return undefined;
  const target = new URL(value);
  const isKnown = target.origin === url.origin || store.isStartOrigin(target.origin);
  const isFinish = target.pathname === `/social-media-posting/oauth/${platform}/finish`;
  return isKnown && isFinish && /^https?:$/.test(target.protocol) ? target : undefined;
}

/** Reads a request to one of the platform's pages. Returns an error page if HighLevel cannot have sent it. */
export function parseProviderRequest(context: Context): ProviderRequest | Response {
  const { platform } = context.params;
  const redirectUri = isPlatform(platform) ? parseRedirectUri(context, platform) : undefined;
  if (!isPlatform(platform) || !redirectUri) {
    return createPageResponse(400, createErrorPage('HighLevel does not send people to this address.'));
  }
  const flow = parseFlow(new URLSearchParams(context.url.searchParams.get('state') ?? ''));
  const scenario = context.requestedScenario ?? flow.scenario ?? context.defaultScenario;
  return { platform, redirectUri, flow, scenario };
}

/** Address of another page of the platform, with the query of this one. */
export function providerUrl({ url }: Context, platform: Platform, page: string): URL {
  const target = new URL(`/provider/${platform}/${page}`, url);
  target.search = url.search;
  return target;
}
