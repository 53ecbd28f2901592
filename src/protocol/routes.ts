import type { Platform } from './platforms.js';

/** Where HighLevel's API and its finish page live. Source: `servers` of the Social Planner OpenAPI description. */
export const HIGHLEVEL_ORIGIN = 'https://services.leadconnectorhq.com';

/** First segment of every Social Planner path; what stands before it is a proxy's mount. */
export const API_ROOT = '/social-media-posting/';

/** Versions of the API that the `Version` header can name. */
export type ApiVersion = 'v3' | '2021-07-28';

/** What a start asks for. */
export interface StartRequest {
  readonly platform: Platform;
  /** The location (sub-account) to connect to. */
  readonly locationId?: string | undefined;
  /** The HighLevel user who connects. */
  readonly userId?: string | undefined;
  /** HighLevel's `page` query, sent only when set. */
  readonly page?: string | undefined;
  /** Whether an expired account is connected again. */
  readonly reconnect: boolean;
}

/** The routes below {@link API_ROOT}. A name in braces stands for one segment of the path. */
export const START_ROUTE = 'oauth/{platform}/start';
/** Details (GET) and attach (POST) of one login. */
export const LOGIN_ROUTE = 'oauth/{locationId}/{platform}/accounts/{accountId}';
/** The same for Google in version 2021-07-28 of the API. */
export const OLD_GOOGLE_LOGIN_ROUTE = 'oauth/{locationId}/{platform}/locations/{accountId}';
/** The connected accounts of a location. */
export const LIST_ROUTE = '{locationId}/accounts';
/** One of the connected accounts. */
export const LISTED_ACCOUNT_ROUTE = '{locationId}/accounts/{accountId}';

/** The names in braces of a route. */
type Variables<Route extends string> = Route extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Variables<Rest>
  : never;

/** Builds the path of a route. Each value becomes one segment. */
export function buildPath<const Route extends string>(
  route: Route,
  values: Readonly<Record<Variables<Route>, string>>,
): string {
  return route.replace(/{(\w+)}/g, (_, name: Variables<Route>) => encodeURIComponent(values[name]));
}

/** Matches a path with a route; returns the variable segments, still encoded and maybe empty, or `undefined`. */
export function matchPath<const Route extends string>(
  route: Route,
  path: string,
): Record<Variables<Route>, string> | undefined {
  const segments = path.split('/');
  const parts = route.split('/');
  const isMatch = (part: string, index: number) => part.startsWith('{') || segments[index] === part;
  if (segments.length !== parts.length || !parts.every(isMatch)) return undefined;
  const values = parts.flatMap((part, index) => (part.startsWith('{') ? [[part.slice(1, -1), segments[index]]] : []));
  return Object.fromEntries(values) as Record<Variables<Route>, string>;
}

export function startPath(platform: string): string {
  return buildPath(START_ROUTE, { platform });
}

/** The path of a login at a proxy, whichever version of the API it uses. */
export function accountPath(locationId: string, platform: string, accountId: string): string {
  return buildPath(LOGIN_ROUTE, { locationId, platform, accountId });
}

/** The path of a login at HighLevel. */
export function upstreamAccountPath(
  version: ApiVersion,
  locationId: string,
  platform: string,
  accountId: string,
): string {
  const route = platform === 'google' && version !== 'v3' ? OLD_GOOGLE_LOGIN_ROUTE : LOGIN_ROUTE;
  return buildPath(route, { locationId, platform, accountId });
}

export function accountsPath(locationId: string): string {
  return buildPath(LIST_ROUTE, { locationId });
}

export function listedAccountPath(locationId: string, accountId: string): string {
  return buildPath(LISTED_ACCOUNT_ROUTE, { locationId, accountId });
}

/** Adds the start query to `url`: exactly what is set, and `reconnect` as the string `true`. */
export function addStartQuery(url: URL, request: StartRequest): URL {
  const { locationId, userId, page, reconnect } = request;
  const query = { locationId, userId, page, reconnect: reconnect ? 'true' : undefined };
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
  return url;
}
