import { SocialConnectError } from '../../errors.js';
import type { Store } from '../../store/store.js';
import type { AccessToken, OAuthClient } from '../highlevel/oauth-client.js';
import { TokenRefusal } from '../highlevel/refusal.js';
import { isFresh } from '../refresh/freshness.js';
import type { Installations } from '../refresh/installations.js';
import { doOnce } from '../refresh/lock.js';
import { replacing, type LocationToken, type Records, type Versioned } from '../storage/records.js';
import type { Companies } from './companies.js';
import type { WithCompanyToken } from './company-token.js';

/** Access tokens of locations. */
export interface LocationTokens {
  /**
   * Finds or makes a location's access token: its own installation's, else one that is exchanged for its company's.
   *
   * @param companyId The location's company, if the session says so.
   * @param rejected A token that HighLevel has refused: the result is another one.
   * @throws {SocialConnectError} `not_found` if the app is not installed there.
   */
  get(locationId: string, companyId: string | undefined, rejected?: string): Promise<AccessToken>;
  /** The token that {@link get} would return if it is good, without making one. */
  peek(locationId: string): Promise<AccessToken | undefined>;
}

interface Dependencies {
  readonly store: Store;
  readonly records: Records;
  readonly oauth: OAuthClient;
  readonly installations: Installations;
  readonly companies: Companies;
  readonly withCompanyToken: WithCompanyToken;
  readonly report: (error: unknown) => void;
}

function describeExchangeRefusal(companyId: string, locationId: string, error: unknown): unknown {
  if (!(error instanceof TokenRefusal)) return error;
  const { reason, status, said } = error;
  if (reason === 'inactive') {
    const message = `HighLevel has paused location ${locationId} ("Location is not active").`;
    return new SocialConnectError('forbidden', message, { status, cause: error });
  }
  const message = `HighLevel gave no token for location ${locationId} of company ${companyId}${said && `: ${said}`}.`;
  // 401 and 403 are a missing scope; the others mean that the location is not the company's, or does not have the app.
  const code = status === 401 || status === 403 ? 'forbidden' : 'not_found';
  return new SocialConnectError(code, message, { status, cause: error });
}

/** Creates the access tokens of an app's locations. */
export function createLocationTokens(dependencies: Dependencies): LocationTokens {
  const { store, records, oauth, installations, companies, withCompanyToken, report } = dependencies;

  async function readExchanged(locationId: string): Promise<LocationToken | undefined> {
    return (await records.read('location-token', locationId))?.value;
  }

  async function getExchanged(
    companyId: string,
    locationId: string,
    rejected: string | undefined,
  ): Promise<AccessToken> {
    const company = await installations.read('company', companyId);
    if (company === undefined) throw describeMissing(locationId, companyId);

    let stored: Versioned<LocationToken | undefined> | undefined;

    async function find(): Promise<AccessToken | undefined> {
      stored = await records.inspect('location-token', locationId);
      const token = stored?.value;
      const isGood = token && isFresh(token) && token.accessToken !== rejected && token.installationId === company?.id;
      return isGood ? token : undefined;
    }

    async function work(): Promise<AccessToken> {
      const exchange = (companyToken: string) => oauth.exchangeLocation(companyToken, companyId, locationId);
      const token = await withCompanyToken(companyId, exchange).catch((error: unknown) => {
        throw describeExchangeRefusal(companyId, locationId, error);
      });
      if (token === undefined || company === undefined) throw describeMissing(locationId, companyId);
      const ttl = Math.max(1, (token.expiresAt - Date.now()) / 1_000);
      const record = { ...token, installationId: company.id };
      await records.write('location-token', locationId, record, { ttl, ...replacing(stored) });
      await companies.noteLocation(locationId, { isInstalled: true, companyId, since: token.issuedAt });
      return token;
    }

    const key = records.keyOf('lock', `location-token:${locationId}`);
    return (await find()) ?? doOnce(store, key, find, work, report);
  }

  async function getOwn(locationId: string, rejected: string | undefined) {
    try {
      return await installations.get('location', locationId, rejected);
    } catch (error) {
      // Its company may have installed the app for all locations since.
      if (error instanceof SocialConnectError && error.code === 'unauthorized') return error;
      throw error;
    }
  }

  function describeMissing(locationId: string, companyId?: string): SocialConnectError {
    const where = companyId === undefined ? '' : `, nor for its company ${companyId}`;
    const message = `The app is not installed for location ${locationId}${where}: send an admin to \`installUrl()\`.`;
    return new SocialConnectError('not_found', message);
  }

  return {
    async get(locationId, named, rejected) {
      const own = await getOwn(locationId, rejected);
      if (own !== undefined && !(own instanceof SocialConnectError)) return own;
      const companyId = await companies.findFor(locationId, named);
      if (companyId === undefined) throw own ?? describeMissing(locationId);
      return getExchanged(companyId, locationId, rejected).catch((error: unknown) => {
        throw own ?? error;
      });
    },

    async peek(locationId) {
      const own = await installations.read('location', locationId);
      const token = own ?? (await readExchanged(locationId));
      return token && isFresh(token) ? token : undefined;
    },
  };
}
