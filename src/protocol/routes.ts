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

/** `oauth/{platform}/start`, below {@link API_ROOT}. */
export function startPath(platform: string): string {
  return `oauth/${platform}/start`;
}

/**
 * Details (GET) and attach (POST) of one login, below {@link API_ROOT}.
 * Version 2021-07-28 has Google's under `/locations/` instead of `/accounts/`.
 */
export function accountPath(
  locationId: string,
  platform: string,
  accountId: string,
  version: ApiVersion = 'v3',
): string {
  const collection = platform === 'google' && version !== 'v3' ? 'locations' : 'accounts';
  return `oauth/${locationId}/${platform}/${collection}/${encodeURIComponent(accountId)}`;
}

/** The connected accounts of a location, below {@link API_ROOT}. */
export function accountsPath(locationId: string): string {
  return `${locationId}/accounts`;
}

/** Adds the start query to `url`: exactly what is set, and `reconnect` as the string `true`. */
export function addStartQuery(url: URL, request: StartRequest): URL {
  const { locationId, userId, page, reconnect } = request;
  const query = { locationId, userId, page, reconnect: reconnect ? 'true' : undefined };
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
  return url;
}
