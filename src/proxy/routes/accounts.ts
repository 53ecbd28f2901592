import { SocialConnectError } from '../../errors.js';
import { dropDeleted, parseDisconnectResponse, parseListResponse } from '../../protocol/accounts/connected-accounts.js';
import type { ListResponse } from '../../protocol/accounts/connected-accounts.js';
import { pickAttachBody, parseAttachResponse } from '../../protocol/accounts/attach.js';
import { parseDetailsResponse } from '../../protocol/accounts/available-accounts.js';
import { accountPath, accountsPath } from '../../protocol/routes.js';
import { isAttachable, PLATFORMS } from '../../protocol/platforms.js';
import { checkRate } from '../request/access.js';
import type { Operation, OperationContext } from './operation.js';
import { Refusal } from '../refusal.js';
import { readJsonBody } from '../request/json-body.js';
import type { Route } from './match-route.js';
import { mayUse } from '../session/session.js';
import type { UpstreamAnswer } from '../highlevel/highlevel-client.js';
import { describeRefusal } from '../highlevel/highlevel-errors.js';

type RouteOf<Name extends Route['name']> = Extract<Route, { name: Name }>;

const SEARCH_PATTERN = /^[^\p{Cc}]{0,100}$/u;

function readAnswer<T>(route: Route['name'], answer: UpstreamAnswer, reduce: (response: unknown) => T): T {
  if (answer.status < 200 || answer.status >= 300) throw describeRefusal(route, answer);
  const options = { upstreamStatus: answer.status };
  try {
    return reduce(JSON.parse(answer.text));
  } catch (error) {
    if (error instanceof SocialConnectError && error.code === 'upstream_error') {
      throw new Refusal(502, 'upstream_error', 'HighLevel answered that the request failed.', options);
    }
    throw new Refusal(502, 'invalid_response', "HighLevel's answer cannot be read.", options);
  }
}

function readSearch(query: URLSearchParams): string | undefined {
  const search = query.get('search') ?? '';
  if (!SEARCH_PATTERN.test(search)) throw new Refusal(400, 'invalid_config', '`search` is at most 100 characters.');
  return search === '' ? undefined : search;
}

/** What the login manages. */
export const getDetails: Operation<RouteOf<'details'>> = async (route, context) => {
  const { session, query, deadline, settings, upstream } = context;
  const path = accountPath(session.locationId, route.platform, route.accountId, settings.apiVersion);
  const answer = await upstream(session, deadline, { method: 'GET', path, query: { search: readSearch(query) } });
  return { status: 200, body: readAnswer(route.name, answer, parseDetailsResponse) };
};

/** Attaches one account of the login to the location. */
export const attachAccount: Operation<RouteOf<'attach'>> = async (route, context) => {
  const { session, request, deadline, settings, upstream } = context;
  const { platform, accountId } = route;
  if (!isAttachable(platform)) {
    const { name } = PLATFORMS[platform];
    throw new Refusal(404, 'not_found', `HighLevel has no way to attach a ${name} account: it is connected already.`);
  }
  const body = pickAttachBody(platform, await readJsonBody(request, deadline));
  if (body === undefined) {
    throw new Refusal(
      400,
      'invalid_config',
      'The body lacks a field that attaching needs, or has one of a wrong kind.',
    );
  }
  const path = accountPath(session.locationId, platform, accountId, settings.apiVersion);
  const answer = await upstream(session, deadline, { method: 'POST', path, body });
  return { status: 201, body: readAnswer(route.name, answer, parseAttachResponse) };
};

/** The location's list without deleted accounts, which HighLevel lists as well. */
async function fetchAccounts({ session, deadline, upstream }: OperationContext): Promise<ListResponse> {
  const answer = await upstream(session, deadline, { method: 'GET', path: accountsPath(session.locationId) });
  const list = readAnswer('list', answer, parseListResponse);
  return { ...list, results: { accounts: dropDeleted(list.results?.accounts ?? []) } };
}

/** The accounts that are connected to the location, of the platforms that the session may use. */
export const listAccounts: Operation<RouteOf<'list'>> = async (_route, context) => {
  const list = await fetchAccounts(context);
  const accounts = list.results?.accounts.filter(({ platform }) => mayUse(context.session, platform)) ?? [];
  return { status: 200, body: { ...list, results: { accounts } } };
};

/** An id does not tell its platform, so a session that may not use all of them costs one more request, which counts. */
async function checkAccountPlatform(accountId: string, context: OperationContext): Promise<void> {
  const { session, deadline, settings } = context;
  if (session.platforms === undefined) return;
  await deadline.race(checkRate(session, settings));
  const { results } = await fetchAccounts(context);
  const account = results?.accounts.find(({ id }) => id === accountId);
  if (account === undefined) throw new Refusal(404, 'not_found', 'The location has no such account.');
  if (!mayUse(session, account.platform)) {
    throw new Refusal(403, 'forbidden', 'The session may not use this platform.');
  }
}

/** Takes one account off the location. */
export const disconnectAccount: Operation<RouteOf<'disconnect'>> = async (route, context) => {
  const { session, deadline, upstream } = context;
  await checkAccountPlatform(route.accountId, context);
  const path = `${accountsPath(session.locationId)}/${encodeURIComponent(route.accountId)}`;
  const answer = await upstream(session, deadline, { method: 'DELETE', path });
  return { status: 200, body: readAnswer(route.name, answer, parseDisconnectResponse) };
};
