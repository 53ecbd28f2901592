import type { Simulator } from '../../../src/simulator/index.js';
import { HIGHLEVEL } from '../oauth/popup-chain.js';

/** What a request to the API may override. An empty `version` or `token` leaves the header out. */
export interface ApiRequest {
  readonly method?: string;
  readonly version?: string;
  readonly token?: string;
  readonly body?: unknown;
}

/** The fields of an answer that the tests look at. */
export interface ApiBody {
  readonly statusCode?: number;
  readonly message?: string | string[];
  readonly error?: string;
  readonly results?: Record<string, unknown>;
}

/** An answer of the API, read. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ApiBody;
}

/** Makes a request with a token and a version. `path` stands below `/social-media-posting/`. */
export function createApiRequest(path: string, options: ApiRequest = {}): Request {
  const { method = 'GET', version = 'v3', token = 'secret-token', body } = options;
  const headers = new Headers({ 'content-type': 'application/json' });
  if (version) headers.set('version', version);
  if (token) headers.set('authorization', `Bearer ${token}`);
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(`${HIGHLEVEL}/social-media-posting/${path}`, { method, headers, body: text });
}

/** Asks the API and reads its JSON. */
export async function askApi(simulator: Simulator, path: string, options?: ApiRequest): Promise<ApiAnswer> {
  const response = await simulator.fetch(createApiRequest(path, options));
  return { status: response.status, headers: response.headers, body: (await response.json()) as ApiBody };
}

/** Where the details of a login are, below `/social-media-posting/`. */
export function loginPath(platform: string, accountId: string, version = 'v3', locationId = 'location-1'): string {
  const collection = platform === 'google' && version !== 'v3' ? 'locations' : 'accounts';
  return `oauth/${locationId}/${platform}/${collection}/${accountId}`;
}

/** Bodies that attach the first account of each platform, complete for both versions. */
export const ATTACH_BODIES: Record<string, Record<string, unknown>> = {
  facebook: { type: 'page', originId: '104420500000001', name: 'Harbour Lane Bakery', avatar: '' },
  instagram: { originId: '17841400000000001', name: 'Harbour Lane Bakery', avatar: '', pageId: '104420500000001' },
  linkedin: { type: 'profile', originId: '80840001', name: 'Harbour', avatar: '', urn: 'urn:li:person:80840001' },
  tiktok: { type: 'profile', originId: '7234000000000000001', name: 'Harbour', avatar: '', verified: true },
  google: {
    location: { name: 'locations/11830000000000000001', title: 'Harbour Lane Bakery', isVerified: true },
    account: {
      name: 'accounts/1',
      accountName: 'Group',
      type: 'LOCATION_GROUP',
      verificationState: 'VERIFIED',
      vettedState: 'NOT_VETTED',
    },
  },
  youtube: { type: 'profile', originId: 'UCq700000000000000000001', name: 'Harbour', avatar: '' },
  pinterest: { originId: '549900000000000001', name: 'Harbour', username: 'harbourlanebakery' },
  threads: { type: 'profile', originId: '26100000000000001', name: 'Harbour', avatar: '' },
};
