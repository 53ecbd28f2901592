import { SocialConnectError } from '../errors.js';
import { isRecord } from '../protocol/is-record.js';
import { ownOptions, requireNames } from '../protocol/own-options.js';
import { HIGHLEVEL_ORIGIN } from '../protocol/routes.js';
import { isSecureOrigin, parseSecureUrl } from '../protocol/secure-url.js';
import { isStore } from '../store/is-store.js';
import type { Store } from '../store/store.js';
import type { EncryptionKey } from './storage/encryption.js';
import { limitStore } from './storage/limited-store.js';

/** How webhooks are checked. */
export interface WebhookOptions {
  /** Seconds that a webhook's `timestamp` may differ from the clock, 1 to 600. Default 300, as HighLevel recommends. */
  readonly tolerance?: number;
  /** Public keys that sign `X-GHL-Signature` (Ed25519), as SPKI in base64 or PEM. Default HighLevel's. */
  readonly publicKeys?: readonly string[];
  /**
   * Whether a webhook without `X-GHL-Signature` may have the older `X-WH-Signature` (RSA): `true` for HighLevel's key, or a
   * key as SPKI in base64 or PEM. HighLevel has announced its end for July 2026. Default false.
   */
  readonly rsa?: boolean | string;
}

/** Options of {@link createAppTokens}. */
export interface AppTokensOptions {
  /** The app's client id, from HighLevel's marketplace. */
  readonly clientId: string;
  /** The app's client secret. */
  readonly clientSecret: string;
  /** Where tokens are kept. Instances that share it share the tokens. */
  readonly store: Store;
  /**
   * A random secret of at least 32 bytes that encrypts what is stored; text counts as UTF-8. To change it, pass a list:
   * the first one encrypts, all of them decrypt.
   */
  readonly encryptionKey: EncryptionKey | readonly EncryptionKey[];
  /**
   * Address of `{mount}/oauth/callback`, exactly as the app's settings have it. Default: the address that the callback was
   * requested at. {@link AppTokens.installUrl} needs it.
   */
  readonly redirectUri?: string;
  /**
   * Whether a callback without `state` counts, as it comes from an installation that began in HighLevel's marketplace.
   * Tokens are stored for the location or company that HighLevel names, never for the visitor. Default false.
   */
  readonly allowMarketplaceInstalls?: boolean;
  readonly webhooks?: WebhookOptions;
  /**
   * Called with what failed without anybody to reject to, with the causes of error responses, and with the reason why a
   * webhook was refused. What it throws is ignored. Default: nobody is told.
   */
  readonly onError?: (error: unknown) => unknown;
  /** Default the runtime's own. */
  readonly fetch?: typeof fetch;
  /** For tests only: an origin that stands in for HighLevel's API and marketplace, `https:` or loopback. */
  readonly upstream?: string;
}

/** The options, checked and with their defaults. */
export interface AppTokensSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly store: Store;
  readonly encryptionKey: EncryptionKey | readonly EncryptionKey[];
  readonly redirectUri: string | undefined;
  readonly allowMarketplaceInstalls: boolean;
  readonly webhooks: Required<WebhookOptions>;
  readonly report: (error: unknown) => void;
  readonly fetch: typeof fetch;
  readonly upstreamOrigin: string;
  readonly marketplaceOrigin: string | undefined;
}

const OPTION_NAMES: readonly string[] = [
  'clientId',
  'clientSecret',
  'store',
  'encryptionKey',
  'redirectUri',
  'allowMarketplaceInstalls',
  'webhooks',
  'onError',
  'fetch',
  'upstream',
] satisfies (keyof AppTokensOptions)[];

/** As HighLevel makes them; a blank or a line break is a slip when copying. */
const CLIENT_PATTERN = /^[\x21-\x7e]{1,256}$/;
const DEFAULT_TOLERANCE_S = 300;
const MAX_TOLERANCE_S = 600;

/** HighLevel's key of 2026. Source: "Webhook Integration Guide" of HighLevel's developer documentation. */
const ED25519_KEY = 'MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg=';

/** The global is looked up each time, since some runtimes replace it, and Workers refuse it with another `this`. */
const callGlobalFetch: typeof fetch = (input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init);

function requireOption(isGood: boolean, message: string): void {
  if (!isGood) throw new SocialConnectError('invalid_config', `createAppTokens: ${message}`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && CLIENT_PATTERN.test(value);
}

function readWebhooks(given: WebhookOptions): Required<WebhookOptions> {
  requireOption(isRecord(given), '`webhooks` must be an object.');
  const options = ownOptions(given);
  requireNames(options, ['tolerance', 'publicKeys', 'rsa'], 'createAppTokens', 'webhooks.');
  const { tolerance = DEFAULT_TOLERANCE_S, publicKeys = [ED25519_KEY], rsa = false } = options;
  requireOption(
    typeof tolerance === 'number' && tolerance >= 1 && tolerance <= MAX_TOLERANCE_S,
    `\`webhooks.tolerance\` must be 1 to ${MAX_TOLERANCE_S} seconds.`,
  );
  requireOption(
    Array.isArray(publicKeys) && publicKeys.length > 0 && publicKeys.every((key) => typeof key === 'string'),
    '`webhooks.publicKeys` must be a list of public keys in base64 or PEM.',
  );
  requireOption(
    typeof rsa === 'boolean' || (typeof rsa === 'string' && rsa !== ''),
    '`webhooks.rsa` must be true, false or a public key in base64 or PEM.',
  );
  return { tolerance, publicKeys, rsa };
}

function createReport(onError: (error: unknown) => unknown): (error: unknown) => void {
  return (error) => {
    const heard = new Promise((resolve) => resolve(onError(error)));
    heard.catch(() => undefined);
  };
}

/**
 * Checks the options of an app's tokens.
 *
 * @throws {SocialConnectError} `invalid_config`.
 */
export function readOptions(given: AppTokensOptions): AppTokensSettings {
  requireOption(isRecord(given), 'pass an object with `clientId`, `clientSecret`, `store` and `encryptionKey`.');
  const options = ownOptions(given);
  requireNames(options, OPTION_NAMES, 'createAppTokens');
  const { clientId, clientSecret, store, encryptionKey, redirectUri, upstream } = options;
  const {
    allowMarketplaceInstalls = false,
    webhooks = {},
    onError = () => undefined,
    fetch = callGlobalFetch,
  } = options;
  requireOption(isText(clientId), '`clientId` is required: the client id of your app, without blanks.');
  requireOption(isText(clientSecret), '`clientSecret` is required: the client secret of your app, without blanks.');
  requireOption(isStore(store), '`store` is required: a store like that of `createMemoryStore` or of an adapter.');
  requireOption(
    redirectUri === undefined || (typeof redirectUri === 'string' && parseSecureUrl(redirectUri) !== undefined),
    '`redirectUri` must be a whole `https:` address, or one on the loopback.',
  );
  requireOption(typeof allowMarketplaceInstalls === 'boolean', '`allowMarketplaceInstalls` must be true or false.');
  requireOption(typeof onError === 'function', '`onError` must be a function.');
  requireOption(typeof fetch === 'function', '`fetch` must be a function.');
  requireOption(
    upstream === undefined || (typeof upstream === 'string' && isSecureOrigin(upstream)),
    '`upstream` must be an exact origin, https or loopback.',
  );
  return {
    clientId,
    clientSecret,
    store: limitStore(store),
    encryptionKey,
    redirectUri,
    allowMarketplaceInstalls,
    webhooks: readWebhooks(webhooks),
    report: createReport(onError),
    fetch,
    upstreamOrigin: upstream ?? HIGHLEVEL_ORIGIN,
    marketplaceOrigin: upstream,
  };
}
