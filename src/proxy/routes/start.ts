import { startPath } from '../../protocol/routes.js';
import { ProxyError } from '../errors.js';
import { describeRefusal } from '../highlevel/highlevel-errors.js';
import { SCOPES } from '../highlevel/scopes.js';
import type { Route } from './match-route.js';
import { NO_FACT, type Operation } from './operation.js';
import { readReconnect } from './read-reconnect.js';
import { parseSignInUrl } from './sign-in-url.js';

const PAGE_PATTERN = /^[\x20-\x7e]{0,128}$/;

function readPage(value: string): string | undefined {
  if (!PAGE_PATTERN.test(value)) {
    throw new ProxyError(400, 'invalid_config', '`page` must be at most 128 ASCII characters.');
  }
  return value === '' ? undefined : value;
}

/** Asks HighLevel where the popup has to go, without going there. */
export const startSignIn: Operation<Extract<Route, { name: 'start' }>> = async (route, context) => {
  const { session, query, settings } = context;
  const { locationId, userId } = session;
  const page = readPage(query.get('page') ?? '');
  const reconnect = readReconnect(query);
  const response = await context.highLevel({
    method: 'GET',
    path: startPath(route.platform),
    query: { locationId, userId, page, reconnect },
    body: undefined,
  });

  const { status, headers } = response;
  if (status >= 400) throw describeRefusal(route.name, response);
  const location = headers.get('Location');
  if (location === null) {
    const message = `HighLevel returned no sign-in URL: check that the token has the scope ${SCOPES.start}.`;
    throw new ProxyError(502, 'start_failed', message, { upstreamStatus: status });
  }
  const url = parseSignInUrl(location, settings.signInDomains, settings.allowLoopbackSignIn);
  if (url !== undefined) return { status: 200, body: { url }, ...NO_FACT };
  const message = 'HighLevel returned a sign-in URL on a domain that is not in `signInDomains`.';
  throw new ProxyError(502, 'start_failed', message, { upstreamStatus: status });
};
