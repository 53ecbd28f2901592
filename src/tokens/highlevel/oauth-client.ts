import * as oauth from 'oauth4webapi';
import { SocialConnectError } from '../../errors.js';
import { readCappedAnswer } from '../../http/read-body.js';
import { isRecord } from '../../protocol/is-record.js';
import { ID_PATTERN } from '../../protocol/ids.js';
import { ownOptions } from '../../protocol/own-options.js';
import { describeFailure } from './refusal.js';

/** Whose token it is: an agency's or a location's. */
export type UserType = 'Company' | 'Location';

/** An access token, with times in milliseconds since 1970. */
export interface AccessToken {
  readonly accessToken: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** What the token endpoint gives. */
export interface Grant extends AccessToken {
  /** Absent if HighLevel gave no new one. */
  readonly refreshToken: string | undefined;
  readonly userType: UserType;
  readonly companyId: string | undefined;
  readonly locationId: string | undefined;
}

/** HighLevel's OAuth routes. Every function throws `TokenRefusal` if HighLevel refuses, `SocialConnectError` if it fails. */
export interface OAuthClient {
  /** Exchanges the code of a callback. */
  exchangeCode(callback: URLSearchParams, redirectUri: string): Promise<Grant>;
  /** Uses up the refresh token of the company or location `id`. */
  refresh(refreshToken: string, userType: UserType, id: string): Promise<Grant>;
  /** Exchanges a company's access token for one of its locations'. */
  exchangeLocation(companyToken: string, companyId: string, locationId: string): Promise<AccessToken>;
  /** Whether the company's installation includes a location. */
  isInstalledAt(companyToken: string, companyId: string, locationId: string): Promise<boolean>;
}

/** What the client needs to know of the app. */
export interface OAuthClientOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly upstreamOrigin: string;
  readonly fetch: typeof fetch;
}

/** The version that has these paths; v3 has others. */
const API_VERSION = '2021-07-28';
/** Shorter than a lock is kept, and than a request for a token waits. */
const TIMEOUT_MS = 6_000;
const MAX_ANSWER_BYTES = 1_048_576;
/** Of a token whose lifetime HighLevel does not say; it documents a day. */
const DEFAULT_LIFETIME_S = 3_600;
/** A year. HighLevel documents a day, so a longer one is no lifetime. */
const MAX_LIFETIME_S = 31_536_000;
const PAGE_SIZE = 100;
const MAX_PAGES = 100;

/** Id of the app, as HighLevel's own SDK takes it from the client id. */
export const toAppId = (clientId: string): string => clientId.split('-', 1)[0] ?? clientId;

function toId(value: unknown): string | undefined {
  return typeof value === 'string' && ID_PATTERN.test(value) ? value : undefined;
}

/**
 * What is used of an answer, without what cannot be. The library refuses a whole answer for one field that is not as RFC 6749
 * has it; by then HighLevel has used the old refresh token up, and the new one would be lost.
 */
function pickTokenFields(answer: unknown): object {
  if (!isRecord(answer)) return {};
  const { access_token, token_type, expires_in, refresh_token, userType, companyId, locationId } = ownOptions(answer);
  const lifetime = typeof expires_in === 'string' ? parseFloat(expires_in) : expires_in;
  const isLifetime = typeof lifetime === 'number' && lifetime >= 0 && lifetime <= MAX_LIFETIME_S;
  const hasRefreshToken = typeof refresh_token === 'string' && refresh_token !== '';
  return {
    // What is absent here, the library would take from Object.prototype.
    access_token: access_token ?? '',
    token_type: token_type ?? 'Bearer',
    expires_in: isLifetime ? lifetime : DEFAULT_LIFETIME_S,
    ...(hasRefreshToken && { refresh_token }),
    userType,
    companyId,
    locationId,
  };
}

function toAccessToken(body: oauth.TokenEndpointResponse, issuedAt: number): AccessToken {
  const { access_token, expires_in = DEFAULT_LIFETIME_S } = body;
  return { accessToken: access_token, issuedAt, expiresAt: issuedAt + expires_in * 1_000 };
}

function toGrant(body: oauth.TokenEndpointResponse, issuedAt: number): Grant {
  const [companyId, locationId] = [toId(body.companyId), toId(body.locationId)];
  const isLocation = body.userType === 'Location' || (body.userType !== 'Company' && locationId !== undefined);
  const userType = isLocation ? 'Location' : 'Company';
  return { ...toAccessToken(body, issuedAt), refreshToken: body.refresh_token, userType, companyId, locationId };
}

/** Whoever else they belong to must not see the accounts of the one who asked, nor the other way round. */
function requireOwner(owner: string | undefined, expected: string): void {
  if (owner === undefined || owner === expected) return;
  throw new SocialConnectError('invalid_response', `HighLevel's answer has tokens of ${owner} instead of ${expected}.`);
}

/** Creates the client of an app. */
export function createOAuthClient({ clientId, clientSecret, upstreamOrigin, fetch }: OAuthClientOptions): OAuthClient {
  const server = ownOptions({ issuer: upstreamOrigin, token_endpoint: `${upstreamOrigin}/oauth/token` });
  const client = ownOptions({ client_id: clientId });
  const authentication = oauth.ClientSecretPost(clientSecret);

  /** Reads a whole answer, so that what a library says of it later quotes no token. */
  async function receive(request: () => Promise<Response>, secrets: readonly string[]): Promise<string> {
    let response: Response;
    let text: string;
    try {
      response = await request();
      text = await readCappedAnswer(response, MAX_ANSWER_BYTES);
    } catch (cause) {
      throw new SocialConnectError('network_error', 'HighLevel could not be reached, or did not answer in time.', {
        cause,
      });
    }
    if (response.ok) return text;
    throw describeFailure(response, text, [clientSecret, ...secrets]);
  }

  async function readToken(text: string): Promise<oauth.TokenEndpointResponse> {
    try {
      const response = Response.json(pickTokenFields(JSON.parse(text)));
      return ownOptions(await oauth.processRefreshTokenResponse(server, client, response));
    } catch {
      // The library's error has the answer, and with it the tokens, as its cause.
      throw new SocialConnectError('invalid_response', "HighLevel's answer contains no access token.");
    }
  }

  /** The options of one request of the library. Each has its own time limit. */
  function createRequestOptions(parameters: Record<string, string>): oauth.TokenEndpointRequestOptions {
    return ownOptions({
      additionalParameters: parameters,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      [oauth.customFetch]: (url: string, init: RequestInit) => fetch(url, ownOptions(init)),
      // Only an upstream on the loopback is not https:.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      [oauth.allowInsecureRequests]: upstreamOrigin.startsWith('http:'),
    });
  }

  /** Asks a route that takes a company's access token. */
  function ask(path: string, companyToken: string, init: RequestInit): Promise<string> {
    const headers = { Accept: 'application/json', Authorization: `Bearer ${companyToken}`, Version: API_VERSION };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const options: RequestInit = { ...init, headers, redirect: 'manual', signal };
    const request = () => fetch(upstreamOrigin + path, ownOptions(options));
    return receive(request, [companyToken]);
  }

  async function listLocations(companyToken: string, query: Record<string, string>, page: number): Promise<unknown[]> {
    const parameters = new URLSearchParams({ ...query, limit: String(PAGE_SIZE), skip: String(page * PAGE_SIZE) });
    const text = await ask(`/oauth/installedLocations?${parameters}`, companyToken, { method: 'GET' });
    try {
      const { locations } = ownOptions(JSON.parse(text) as { locations?: unknown });
      return Array.isArray(locations) ? (locations as unknown[]) : [];
    } catch {
      throw new SocialConnectError('invalid_response', "HighLevel's list of installed locations is not JSON.");
    }
  }

  return {
    async exchangeCode(callback, redirectUri) {
      const issuedAt = Date.now();
      const options = createRequestOptions({});
      const request = () =>
        oauth.authorizationCodeGrantRequest(
          server,
          client,
          authentication,
          callback,
          redirectUri,
          // HighLevel documents no PKCE, and its API refuses parameters that it does not know.
          // eslint-disable-next-line @typescript-eslint/no-deprecated
          oauth.nopkce,
          options,
        );
      return toGrant(await readToken(await receive(request, [callback.get('code') ?? ''])), issuedAt);
    },

    async refresh(refreshToken, userType, id) {
      const issuedAt = Date.now();
      const options = createRequestOptions({ user_type: userType });
      const request = () => oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken, options);
      const grant = toGrant(await readToken(await receive(request, [refreshToken])), issuedAt);
      requireOwner(userType === 'Company' ? grant.companyId : grant.locationId, id);
      return grant;
    },

    async exchangeLocation(companyToken, companyId, locationId) {
      const issuedAt = Date.now();
      const body = new URLSearchParams({ companyId, locationId });
      const token = await readToken(await ask('/oauth/locationToken', companyToken, { method: 'POST', body }));
      requireOwner(toId(token.locationId), locationId);
      return toAccessToken(token, issuedAt);
    },

    async isInstalledAt(companyToken, companyId, locationId) {
      const query = { companyId, appId: toAppId(clientId), locationId, isInstalled: 'true' };
      // `locationId` is documented as a filter without a word on what it does: it may be ignored.
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const locations = await listLocations(companyToken, query, page);
        const found = locations
          .filter(isRecord)
          .map(ownOptions)
          .find((location) => location._id === locationId);
        if (found) return found.isInstalled !== false;
        if (locations.length < PAGE_SIZE) return false;
      }
      return false;
    },
  };
}
