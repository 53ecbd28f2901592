import type { Context } from '../context.js';
import { createFailure, createJsonResponse, createPageResponse } from '../responses.js';

const GATEWAY_PAGE = '<!doctype html><title>Gateway</title><h1>This request was stopped before HighLevel.</h1>';

/** Seen live: these 400s have an `error`, unlike the documented ones. */
function createBadRequest(message: string): Response {
  return createJsonResponse(400, { message, error: 'Bad Request', statusCode: 400 });
}

/**
 * The failure that the request's scenario prescribes for every API route; `undefined` if it prescribes none.
 * The texts are those that integrators have seen.
 */
export function createScenarioFailure(context: Context): Response | undefined {
  const { url, requestedScenario, defaultScenario } = context;
  switch (requestedScenario ?? defaultScenario) {
    case 'api-400-version':
      return createBadRequest(
        `Endpoint ${url.pathname}${url.search} not available in API version v3. This endpoint was removed in version v3. Please use a version before v3.`,
      );
    case 'api-400-removed':
      return createBadRequest('API endpoint has been removed');
    case 'api-400-inactive':
      return createBadRequest('Location is not active');
    case 'api-401-jwt':
      return createFailure(401, 'Invalid JWT');
    case 'firewall-401':
      return createPageResponse(401, GATEWAY_PAGE, { 'WWW-Authenticate': 'Basic realm="gateway"' });
    case 'firewall-403':
      return new Response('error code: 1010', {
        status: 403,
        headers: { 'Content-Type': 'text/plain; charset=UTF-8' },
      });
    case 'firewall-404':
      return createPageResponse(404, GATEWAY_PAGE);
    default:
      return undefined;
  }
}
