import { isPlatform } from '../../protocol/platforms.js';
import { checkAccess } from '../api/access.js';
import type { Context } from '../context.js';
import { createFailure, createRedirect, createTooManyRequests } from '../responses.js';
import type { Scenario } from '../scenarios.js';
import { createState } from './oauth-state.js';

/** A host that no platform owns; the top-level domain is reserved (RFC 2606). */
const EVIL_LOCATION = new URL('https://sign-in.example/dialog/oauth?client_id=simulator');

/** What the scenario answers instead of the redirect to the consent page. */
function createScenarioResponse(scenario: Scenario): Response | undefined {
  switch (scenario) {
    case 'start-401':
      return createFailure(401, 'Invalid JWT');
    case 'start-422':
      return createFailure(422, ['userId must be a string']);
    case 'start-429':
      return createTooManyRequests();
    case 'start-500':
      return createFailure(500, 'Internal server error');
    case 'start-200-no-location':
      return new Response(null, { status: 200 });
    case 'start-evil-location':
      return createRedirect(EVIL_LOCATION);
    default:
      return undefined;
  }
}

function findMissing(query: URLSearchParams): string[] {
  return ['locationId', 'userId'].filter((name) => !query.get(name)).map((name) => `${name} should not be empty`);
}

/**
 * Sends a popup to the platform's consent page. A window cannot send headers, and HighLevel was seen to answer
 * without them, so they are checked only if there is a token.
 */
export function handleStart(context: Context): Response {
  const { request, url, params, settings, store, requestedScenario, defaultScenario } = context;
  const { platform } = params;
  if (!isPlatform(platform)) return createFailure(400, 'This platform is not supported.');

  const query = url.searchParams;
  const failure = request.headers.has('Authorization') && checkAccess(context, query.get('locationId') ?? '');
  if (failure) return failure;

  const response = createScenarioResponse(requestedScenario ?? defaultScenario);
  if (response) return response;

  const missing = findMissing(query);
  if (missing.length > 0) return createFailure(422, missing);

  store.addStartOrigin(url.origin);
  const consent = new URL(`/provider/${platform}/consent`, settings.providerOrigin ?? url.origin);
  consent.searchParams.set('client_id', 'simulator');
  consent.searchParams.set('redirect_uri', `${url.origin}/social-media-posting/oauth/${platform}/finish`);
  consent.searchParams.set('state', createState(query));
  return createRedirect(consent);
}
