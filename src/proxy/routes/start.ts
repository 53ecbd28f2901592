import { startPath } from '../../protocol/routes.js';
import type { Operation } from './operation.js';
import { Refusal } from '../refusal.js';
import type { Route } from './match-route.js';
import { parseSignInUrl } from './sign-in-url.js';
import { describeRefusal, SCOPES } from '../highlevel/highlevel-errors.js';

const PAGE_PATTERN = /^[\x20-\x7e]{0,128}$/;

function readReconnect(value: string): boolean {
  if (value !== '' && value !== 'true' && value !== 'false') {
    throw new Refusal(400, 'invalid_config', '`reconnect` is true or false.');
  }
  return value === 'true';
}

function readPage(value: string): string | undefined {
  if (!PAGE_PATTERN.test(value)) throw new Refusal(400, 'invalid_config', '`page` is at most 128 plain characters.');
  return value === '' ? undefined : value;
}

/** Asks HighLevel where the popup has to go, without going there. */
export const startSignIn: Operation<Extract<Route, { name: 'start' }>> = async (
  route,
  { session, query, ...proxy },
) => {
  const { locationId, userId } = session;
  const page = readPage(query.get('page') ?? '');
  const reconnect = readReconnect(query.get('reconnect') ?? '') ? 'true' : undefined;
  const answer = await proxy.upstream(session, proxy.deadline, {
    method: 'GET',
    path: startPath(route.platform),
    query: { locationId, userId, page, reconnect },
  });

  const { status, headers } = answer;
  if (status >= 400) throw describeRefusal(route.name, answer);
  const location = headers.get('Location');
  if (location === null) {
    const message = `HighLevel gave no sign-in address: check that the token has the scope ${SCOPES.start}.`;
    throw new Refusal(502, 'start_failed', message, { upstreamStatus: status });
  }
  const url = parseSignInUrl(location, proxy.settings.signInDomains, proxy.settings.allowLoopbackSignIn);
  if (url !== undefined) return { status: 200, body: { url } };
  const message = 'HighLevel gave a sign-in address on a domain that is not in `signInDomains`.';
  throw new Refusal(502, 'start_failed', message, { upstreamStatus: status });
};
