import { SocialConnectError } from '../../errors.js';
import { findAttachFault, parseAttachResponse, pickAttachBody } from '../../protocol/accounts/attach.js';
import { parseDetailsResponse } from '../../protocol/accounts/available-accounts.js';
import {
  dropDeleted,
  parseDisconnectResponse,
  parseListResponse,
  readListedPlatform,
  type ConnectedAccount,
  type ListResponse,
} from '../../protocol/accounts/connected-accounts.js';
import { dropUndefined } from '../../protocol/drop-undefined.js';
import { isRecord } from '../../protocol/is-record.js';
import { isAttachable, PLATFORMS } from '../../protocol/platforms.js';
import { upstreamAccountPath, accountsPath, listedAccountPath } from '../../protocol/routes.js';
import { ProxyError } from '../errors.js';
import { describeRefusal } from '../highlevel/highlevel-errors.js';
import type { UpstreamResponse } from '../highlevel/types.js';
import type { Fact } from '../receipts/fact.js';
import { readJsonBody } from '../request/json-body.js';
import { allowsPlatform, listPermissions, type Session } from '../session/session.js';
import type { Route } from './match-route.js';
import { NO_FACT, type Operation, type OperationContext } from './operation.js';
import { readReconnect } from './read-reconnect.js';

type RouteOf<Name extends Route['name']> = Extract<Route, { name: Name }>;

const SEARCH_PATTERN = /^[^\p{Cc}]{0,100}$/u;

function parseJson(text: string): unknown {
  const json: unknown = JSON.parse(text);
  if (!isRecord(json) || (Object.hasOwn(json, 'results') && !isRecord(json.results))) {
    throw new SocialConnectError('invalid_response', 'The response has no results that are an object.');
  }
  return json;
}

function readResponse<T>(route: Route['name'], response: UpstreamResponse, parse: (json: unknown) => T): T {
  if (response.status < 200 || response.status >= 300) throw describeRefusal(route, response);
  const options = { upstreamStatus: response.status };
  try {
    return parse(parseJson(response.text));
  } catch (error) {
    if (error instanceof SocialConnectError && error.code === 'upstream_error') {
      throw new ProxyError(502, 'upstream_error', 'HighLevel reported that the request failed.', options);
    }
    throw new ProxyError(502, 'invalid_response', "HighLevel's response cannot be read.", options);
  }
}

function readSearch(query: URLSearchParams): string | undefined {
  const search = query.get('search') ?? '';
  if (!SEARCH_PATTERN.test(search)) {
    throw new ProxyError(400, 'invalid_config', '`search` must be at most 100 characters without line breaks.');
  }
  return search === '' ? undefined : search;
}

/** The part of a fact that the session says. */
function ofSession({ locationId, userId }: Session): Pick<Fact, 'locationId' | 'userId'> {
  return { locationId, userId };
}

/** Lists the accounts that a login manages. Confirms that the login belongs to the location. */
export const getDetails: Operation<RouteOf<'details'>> = async (route, context) => {
  const { session, query, settings, highLevel } = context;
  const { platform, accountId: loginId } = route;
  const search = readSearch(query);
  const action = readReconnect(query) === undefined ? 'connect' : 'reconnect';
  const path = upstreamAccountPath(settings.apiVersion, session.locationId, platform, loginId);
  const response = await highLevel({ method: 'GET', path, query: { search }, body: undefined });
  const body = readResponse(route.name, response, parseDetailsResponse);
  return { status: 200, body, fact: { ...ofSession(session), action, platform, loginId }, changedAt: undefined };
};

/** Attaches one account of a login to the location. */
export const attachAccount: Operation<RouteOf<'attach'>> = async (route, context) => {
  const { session, request, deadline, settings, highLevel } = context;
  const { platform, accountId: loginId } = route;
  if (!isAttachable(platform)) {
    const { name } = PLATFORMS[platform];
    throw new ProxyError(404, 'not_found', `HighLevel cannot attach a ${name} account: it is connected already.`);
  }
  const json = await readJsonBody(request, deadline);
  const body = pickAttachBody(platform, json);
  if (body === undefined) {
    throw new ProxyError(400, 'invalid_config', findAttachFault(platform, json) ?? 'The body is not valid.');
  }
  const path = upstreamAccountPath(settings.apiVersion, session.locationId, platform, loginId);
  const response = await highLevel({ method: 'POST', path, query: undefined, body });
  const attached = readResponse(route.name, response, parseAttachResponse);
  const { results } = attached;
  // `oldId` is the id in the location's list.
  const account = dropUndefined({ accountId: results?.oldId ?? results?._id, name: results?.name });
  return {
    status: 201,
    body: attached,
    fact: { ...ofSession(session), action: 'attach', platform, loginId, ...account },
    changedAt: results?.updatedAt ?? results?.createdAt,
  };
};

function parseList(json: unknown): ListResponse {
  const { results, ...envelope } = parseListResponse(json);
  return results ? { ...envelope, results: { accounts: dropDeleted(results.accounts) } } : envelope;
}

/** The location's list without deleted accounts, which HighLevel lists as well. */
async function fetchList({ session, highLevel }: OperationContext): Promise<ListResponse> {
  const response = await highLevel({
    method: 'GET',
    path: accountsPath(session.locationId),
    query: undefined,
    body: undefined,
  });
  return readResponse('list', response, parseList);
}

/** Lists the location's connected accounts of the platforms that the session may use, and what the session may do. */
export const listAccounts: Operation<RouteOf<'list'>> = async (_route, context) => {
  const list = await fetchList(context);
  const accounts = list.results?.accounts.filter((account) =>
    allowsPlatform(context.session, readListedPlatform(account)),
  );
  const can = listPermissions(context.session);
  return { status: 200, body: { ...list, results: dropUndefined({ accounts, can }) }, ...NO_FACT };
};

/** Finds an account in the location's list. */
async function findAccount(accountId: string, context: OperationContext): Promise<ConnectedAccount> {
  const { results } = await fetchList(context);
  if (results === undefined) {
    throw new ProxyError(502, 'invalid_response', "HighLevel's response has no list of accounts.");
  }
  const account = results.accounts.find(({ id }) => id === accountId);
  if (account === undefined) throw new ProxyError(404, 'not_found', 'The location has no such account.');
  return account;
}

/**
 * Disconnects one account from the location. The id alone names neither platform nor login, so the list is read first
 * where they matter.
 */
export const disconnectAccount: Operation<RouteOf<'disconnect'>> = async (route, context) => {
  const { session, settings, highLevel } = context;
  const { accountId } = route;
  const isListed = session.platforms !== undefined || settings.needsFacts;
  const account = isListed ? await findAccount(accountId, context) : undefined;
  if (account && !allowsPlatform(session, readListedPlatform(account))) {
    throw new ProxyError(403, 'forbidden', 'The session may not use this platform.');
  }
  const path = listedAccountPath(session.locationId, accountId);
  const response = await highLevel({ method: 'DELETE', path, query: undefined, body: undefined });
  const body = readResponse(route.name, response, parseDisconnectResponse);
  if (!account) return { status: 200, body, ...NO_FACT };
  const { oauthId: loginId, name, createdAt, updatedAt } = account;
  const platform = readListedPlatform(account);
  if (platform === undefined) return { status: 200, body, ...NO_FACT };
  const ids = { action: 'disconnect', platform, accountId } as const;
  const fact = { ...ofSession(session), ...ids, ...dropUndefined({ loginId, name }) };
  // The last change before this one: each life of an account ends once.
  return { status: 200, body, fact, changedAt: updatedAt ?? createdAt };
};
