import { SocialConnectError } from '../../errors.js';
import { findAttachFault, parseAttachResponse, pickAttachBody } from '../../protocol/accounts/attach.js';
import { parseDetailsResponse } from '../../protocol/accounts/available-accounts.js';
import {
  dropDeleted,
  parseDisconnectResponse,
  parseListResponse,
  type ConnectedAccount,
  type ListResponse,
} from '../../protocol/accounts/connected-accounts.js';
import { isRecord } from '../../protocol/is-record.js';
import { isAttachable, PLATFORMS } from '../../protocol/platforms.js';
import { accountPath, accountsPath } from '../../protocol/routes.js';
import { ProxyError } from '../errors.js';
import { describeRefusal } from '../highlevel/highlevel-errors.js';
import type { UpstreamResponse } from '../highlevel/types.js';
import { readJsonBody } from '../request/json-body.js';
import { allowsPlatform, listPermissions } from '../session/session.js';
import type { Route } from './match-route.js';
import type { Operation, OperationContext } from './operation.js';

type RouteOf<Name extends Route['name']> = Extract<Route, { name: Name }>;

const SEARCH_PATTERN = /^[^\p{Cc}]{0,100}$/u;

function parseJson(text: string): unknown {
  const json: unknown = JSON.parse(text);
  if (!isRecord(json) || ('results' in json && !isRecord(json.results))) {
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

/** Lists the accounts that a login manages. */
export const getDetails: Operation<RouteOf<'details'>> = async (route, context) => {
  const { session, query, settings, highLevel } = context;
  const path = accountPath(session.locationId, route.platform, route.accountId, settings.apiVersion);
  const response = await highLevel({ method: 'GET', path, query: { search: readSearch(query) } });
  return { status: 200, body: readResponse(route.name, response, parseDetailsResponse) };
};

/** Attaches one account of a login to the location. */
export const attachAccount: Operation<RouteOf<'attach'>> = async (route, context) => {
  const { session, request, deadline, settings, highLevel } = context;
  const { platform, accountId } = route;
  if (!isAttachable(platform)) {
    const { name } = PLATFORMS[platform];
    throw new ProxyError(404, 'not_found', `HighLevel cannot attach a ${name} account: it is connected already.`);
  }
  const json = await readJsonBody(request, deadline);
  const body = pickAttachBody(platform, json);
  if (body === undefined) {
    throw new ProxyError(400, 'invalid_config', findAttachFault(platform, json) ?? 'The body is not valid.');
  }
  const path = accountPath(session.locationId, platform, accountId, settings.apiVersion);
  const response = await highLevel({ method: 'POST', path, body });
  return { status: 201, body: readResponse(route.name, response, parseAttachResponse) };
};

/** The location's list without deleted accounts, which HighLevel lists as well. */
async function fetchList({ session, highLevel }: OperationContext): Promise<ListResponse> {
  const response = await highLevel({ method: 'GET', path: accountsPath(session.locationId) });
  const list = readResponse('list', response, parseListResponse);
  return { ...list, results: { accounts: dropDeleted(list.results?.accounts ?? []) } };
}

/** Lists the location's connected accounts of the platforms that the session may use, and what the session may do. */
export const listAccounts: Operation<RouteOf<'list'>> = async (_route, context) => {
  const list = await fetchList(context);
  const accounts = list.results?.accounts.filter(({ platform }) => allowsPlatform(context.session, platform)) ?? [];
  const can = listPermissions(context.session);
  return { status: 200, body: { ...list, results: { accounts, can } } };
};

/** Finds an account in the location's list. */
async function findAccount(accountId: string, context: OperationContext): Promise<ConnectedAccount> {
  const { results } = await fetchList(context);
  const account = results?.accounts.find(({ id }) => id === accountId);
  if (account === undefined) throw new ProxyError(404, 'not_found', 'The location has no such account.');
  return account;
}

/** Disconnects one account from the location. */
export const disconnectAccount: Operation<RouteOf<'disconnect'>> = async (route, context) => {
  const { session, highLevel } = context;
  if (session.platforms !== undefined) {
    // The id alone does not tell the platform.
    const { platform } = await findAccount(route.accountId, context);
    if (!allowsPlatform(session, platform)) {
      throw new ProxyError(403, 'forbidden', 'The session may not use this platform.');
    }
  }
  const path = `${accountsPath(session.locationId)}/${encodeURIComponent(route.accountId)}`;
  const response = await highLevel({ method: 'DELETE', path });
  return { status: 200, body: readResponse(route.name, response, parseDisconnectResponse) };
};
