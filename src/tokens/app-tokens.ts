import { SocialConnectError } from '../errors.js';
import { settleWithin } from '../http/settle-within.js';
import { ID_PATTERN } from '../protocol/ids.js';
import { requireOptions } from '../protocol/own-options.js';
import { createOAuthClient } from './highlevel/oauth-client.js';
import { createRateLimits } from './highlevel/rate-limits.js';
import { createInstallHandler } from './install/handler.js';
import { createInstallUrl, type InstallUrlOptions } from './install/install-url.js';
import { createCompanies } from './locations/companies.js';
import { createWithCompanyToken } from './locations/company-token.js';
import { createLocationTokens } from './locations/location-tokens.js';
import { readOptions, type AppTokensOptions } from './options.js';
import { repeat } from './refresh/background.js';
import { createInstallations } from './refresh/installations.js';
import { createEncryption } from './storage/encryption.js';
import { createKeyCheck } from './storage/key-check.js';
import { createRecords } from './storage/records.js';
import { createTokenCache } from './token-cache.js';

/** Who needs a token: a session of the proxy, or any object with a location. */
export interface TokenRequest {
  /** The HighLevel location (sub-account). */
  readonly locationId: string;
  /** Its company (agency), if you know it: HighLevel need not be asked then. */
  readonly companyId?: string | undefined;
}

/** Where an app may be installed. */
export interface Installer {
  readonly locationId?: string | undefined;
  readonly companyId?: string | undefined;
}

/** The tokens of a marketplace app. The functions can be passed on without their object. */
export interface AppTokens {
  /**
   * Returns an access token for a location: pass it to the proxy as `getToken`.
   *
   * With `refresh: true`, HighLevel has refused the last one that this process was given: another is returned.
   *
   * @throws {SocialConnectError} `not_found` if the app is not installed there, `unauthorized` if it has to be installed
   *   again, `forbidden` if HighLevel has paused the location, `invalid_config` if the stored tokens are encrypted with
   *   another key or HighLevel refuses the client secret, `rate_limited`, `upstream_error` or `network_error` if HighLevel
   *   or the store fails.
   */
  getToken(request: TokenRequest, options?: { readonly refresh?: boolean }): Promise<string>;
  /** Returns the address of HighLevel's page on which an admin installs the app. It can be used once, for an hour. */
  installUrl(options?: InstallUrlOptions): Promise<string>;
  /** Whether the app is installed for a company, or for a location: as part of that company, if both are given. */
  isInstalled(installer: Installer): Promise<boolean>;
  /** Handles `GET {mount}/oauth/callback` and `POST {mount}/webhooks`. It never rejects. */
  fetch(request: Request): Promise<Response>;
  /**
   * Checks `encryptionKey` against the store: await it when your server starts. Installations and webhooks are refused
   * where it does not fit.
   *
   * @throws {SocialConnectError} `invalid_config` if the tokens in the store are encrypted with another key.
   */
  checkEncryptionKey(): Promise<void>;
  /**
   * Finishes refreshes that a process which died has left unfinished: their new tokens can be had for 30 seconds. Servers
   * on Node, Bun and Deno do it by themselves when they have started and every 10 seconds, and every runtime whenever a
   * token is asked for.
   */
  recover(): Promise<void>;
}

/** Longer than a request to the proxy waits. */
const TIMEOUT_MS = 10_000;
const SHORT_TIMEOUT_MS = 2_000;
const RECOVERY_INTERVAL_MS = 10_000;

/** Whether the store or HighLevel could not be reached, which says nothing about a token. */
function isOutage(error: unknown): boolean {
  return error instanceof SocialConnectError && error.code === 'network_error';
}

function checkId(name: string, value: unknown): void {
  if (typeof value === 'string' && ID_PATTERN.test(value)) return;
  throw new SocialConnectError('invalid_config', `\`${name}\` must be an id of HighLevel.`);
}

/** Rejects if `promise` takes too long: a store may wait for its server for ever. */
async function limitTime<Result>(promise: Promise<Result>, ms: number): Promise<Result> {
  try {
    return await settleWithin(ms, promise);
  } catch (cause) {
    if (cause instanceof SocialConnectError) throw cause;
    const isLate = cause instanceof DOMException && cause.name === 'TimeoutError';
    const message = isLate ? `The store or HighLevel did not answer within ${ms} ms.` : 'The store failed.';
    throw new SocialConnectError('network_error', message, { cause });
  }
}

/**
 * Creates the tokens of a marketplace app, for one location or ten thousand, in one process or in many on one store: it
 * installs the app, refreshes and exchanges tokens, and follows HighLevel's webhooks.
 *
 * @throws {SocialConnectError} `invalid_config` if an option is missing or wrong.
 */
export function createAppTokens(options: AppTokensOptions): AppTokens {
  const settings = readOptions(options);
  const { store, report } = settings;
  const records = createRecords(store, createEncryption(settings.encryptionKey), settings.clientId);
  const oauth = createOAuthClient(settings);
  const rateLimits = createRateLimits(store, (name) => records.keyOf('rate-limit', name), report);
  const installations = createInstallations({ store, records, oauth, rateLimits, report });
  const withCompanyToken = createWithCompanyToken(installations, rateLimits);
  const companies = createCompanies({ records, installations, oauth, withCompanyToken });
  const shared = { store, records, oauth, installations, companies, withCompanyToken, report };
  const locationTokens = createLocationTokens(shared);
  const checkKey = createKeyCheck(records);
  const cache = createTokenCache();
  const flights = new Map<string, Promise<string>>();
  let recoveredAt = -Infinity;

  const recover = () => installations.recover();
  function recoverNowAndThen(): void {
    if (performance.now() - recoveredAt < RECOVERY_INTERVAL_MS) return;
    recoveredAt = performance.now();
    recover().catch(report);
  }

  async function fetchToken({ locationId, companyId }: TokenRequest, refresh: boolean): Promise<string> {
    const rejected = refresh
      ? (cache.getLast(locationId) ?? (await locationTokens.peek(locationId))?.accessToken)
      : undefined;
    const token = await locationTokens.get(locationId, companyId, rejected);
    cache.set(locationId, token);
    return token.accessToken;
  }

  /** Callers who want the same share one answer. */
  function fetchOnce(request: TokenRequest, refresh: boolean): Promise<string> {
    const name = JSON.stringify([request.locationId, request.companyId, refresh]);
    const running = flights.get(name);
    if (running) return running;
    const flight = fetchToken(request, refresh);
    flights.set(name, flight);
    const forget = () => flights.delete(name);
    flight.then(forget, forget);
    return flight;
  }

  async function getToken(request: TokenRequest, options: { readonly refresh?: boolean } = {}): Promise<string> {
    const { refresh = false } = requireOptions(options, 'getToken: the options must be an object.');
    const { locationId, companyId } = requireOptions(request, 'getToken: pass an object with `locationId`.');
    const trusted = refresh ? undefined : cache.getTrusted(locationId);
    if (trusted !== undefined) return trusted;
    checkId('locationId', locationId);
    if (companyId !== undefined) checkId('companyId', companyId);
    recoverNowAndThen();
    // With a token that has not expired, a request need not wait for a store that is down.
    const known = refresh ? undefined : cache.getFresh(locationId);
    try {
      const flight = fetchOnce({ locationId, companyId }, refresh);
      return await limitTime(flight, known === undefined ? TIMEOUT_MS : SHORT_TIMEOUT_MS);
    } catch (error) {
      if (known === undefined || !isOutage(error)) throw error;
      report(error);
      cache.prolong(locationId);
      return known;
    }
  }

  async function isInstalled(installer: Installer): Promise<boolean> {
    const problem = 'isInstalled: pass an object with `locationId` or `companyId`.';
    const { locationId, companyId } = requireOptions(installer, problem);
    if (companyId !== undefined) checkId('companyId', companyId);
    if (locationId !== undefined) checkId('locationId', locationId);
    if (locationId === undefined) {
      if (companyId !== undefined) {
        return (await limitTime(installations.read('company', companyId), TIMEOUT_MS)) !== undefined;
      }
      throw new SocialConnectError('invalid_config', 'isInstalled: pass `locationId` or `companyId`.');
    }
    return limitTime(companies.includes(locationId, companyId), TIMEOUT_MS);
  }

  async function installUrl(installOptions: InstallUrlOptions = {}): Promise<string> {
    await checkKey();
    return createInstallUrl(settings, records, installOptions);
  }

  repeat(recover, RECOVERY_INTERVAL_MS, report);
  return {
    getToken,
    isInstalled,
    installUrl: (installOptions) => limitTime(installUrl(installOptions), TIMEOUT_MS),
    checkEncryptionKey: () => limitTime(checkKey(), TIMEOUT_MS),
    fetch: createInstallHandler({ settings, records, oauth, installations, companies, checkKey, forget: cache.delete }),
    recover,
  };
}
