import { SocialConnectError } from '../../errors.js';
import { isRecord } from '../../protocol/is-record.js';
import { ID_PATTERN } from '../../protocol/ids.js';
import { ownOptions, requireNames } from '../../protocol/own-options.js';
import { parseSecureUrl } from '../../protocol/secure-url.js';

/** The marketplace app that the simulated HighLevel knows, and the company that may install it. */
export interface SimulatedApp {
  /** Default: any, as long as an installation keeps the id that it began with. */
  readonly clientId?: string | undefined;
  /** Default: any that is not empty. */
  readonly clientSecret?: string | undefined;
  /** The only address that the authorize page sends a browser back to. Default: any `https:` or loopback address. */
  readonly redirectUri?: string | undefined;
  /** Where webhooks go. Default: none are sent. */
  readonly webhookUrl?: string | undefined;
  /** Id of the company (agency) that owns the locations. Default `simulated-company`. */
  readonly companyId?: string | undefined;
  /** Ids of its locations, which the authorize page offers. Default `location-1`, `location-2` and `location-3`. */
  readonly locations?: readonly string[] | undefined;
  /** Seconds that an access token lasts. Default 86,399, as HighLevel documents. */
  readonly tokenLifetime?: number | undefined;
}

/** {@link SimulatedApp}, checked and with its defaults. */
export interface AppSettings {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly redirectUri: string | undefined;
  readonly webhookUrl: string | undefined;
  readonly companyId: string;
  readonly locations: readonly string[];
  readonly tokenLifetime: number;
}

const OPTION_NAMES = [
  'clientId',
  'clientSecret',
  'redirectUri',
  'webhookUrl',
  'companyId',
  'locations',
  'tokenLifetime',
] satisfies (keyof SimulatedApp)[];

const DEFAULT_LOCATIONS = ['location-1', 'location-2', 'location-3'];

/** Source: the response of `POST /oauth/token` in HighLevel's API documentation. */
const DEFAULT_LIFETIME_S = 86_399;

const MAX_LOCATIONS = 1_000;

function reject(name: string, expected: string): never {
  throw new SocialConnectError('invalid_config', `app.${name} must be ${expected}.`, { option: `app.${name}` });
}

function checkObject(value: unknown): void {
  if (isRecord(value)) return;
  throw new SocialConnectError('invalid_config', 'app must be an object.', { option: 'app' });
}

function checkUrl(name: string, value: unknown): void {
  const isUrl = typeof value === 'string' && parseSecureUrl(value) !== undefined;
  if (value !== undefined && !isUrl) reject(name, 'a whole `https:` address, or one on the loopback');
}

function checkText(name: string, value: unknown): void {
  if (value !== undefined && (typeof value !== 'string' || value === '')) reject(name, 'a text that is not empty');
}

const isId = (value: unknown): value is string => typeof value === 'string' && ID_PATTERN.test(value);

/** Checks the options of the app and fills in the defaults. Throws `invalid_config`. */
export function parseApp(app: SimulatedApp = {}): AppSettings {
  checkObject(app);
  requireNames(ownOptions(app), OPTION_NAMES, 'createSimulator: app');
  const { clientId, clientSecret, redirectUri, webhookUrl } = ownOptions(app);
  const {
    companyId = 'simulated-company',
    locations = DEFAULT_LOCATIONS,
    tokenLifetime = DEFAULT_LIFETIME_S,
  } = ownOptions(app);
  checkText('clientId', clientId);
  checkText('clientSecret', clientSecret);
  checkUrl('redirectUri', redirectUri);
  checkUrl('webhookUrl', webhookUrl);
  if (!isId(companyId)) reject('companyId', 'an id');
  if (!Array.isArray(locations) || !locations.every(isId) || locations.length > MAX_LOCATIONS) {
    reject('locations', `a list of at most ${MAX_LOCATIONS} ids`);
  }
  if (!Number.isInteger(tokenLifetime) || tokenLifetime < 0) reject('tokenLifetime', 'a whole number of seconds');
  return { clientId, clientSecret, redirectUri, webhookUrl, companyId, locations, tokenLifetime };
}
