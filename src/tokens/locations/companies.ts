import { SocialConnectError } from '../../errors.js';
import type { OAuthClient } from '../highlevel/oauth-client.js';
import { TokenRefusal } from '../highlevel/refusal.js';
import type { Installations } from '../refresh/installations.js';
import type { LocationLink, Records, Versioned } from '../storage/records.js';
import { searchOnce } from './absences.js';
import type { WithCompanyToken } from './company-token.js';

/** Which company a location belongs to. */
export interface Companies {
  /** Notes that a company has installed the app, or no longer has it. */
  noteCompany(companyId: string, isInstalled: boolean): Promise<void>;
  /** Notes that the installation of a company may include other locations by now. */
  noteChange(companyId: string): Promise<void>;
  /** Notes what is known of a location, unless something newer is. Without a company, the one that is known stays. */
  noteLocation(locationId: string, link: LocationLink): Promise<void>;
  /** The company to ask for a token of the location; `undefined` if no company's installation includes it. */
  findFor(locationId: string, companyId: string | undefined): Promise<string | undefined>;
  /** Whether the app is installed for a location: by itself or by its company, and not for another company than named. */
  includes(locationId: string, companyId: string | undefined): Promise<boolean>;
}

interface Dependencies {
  readonly records: Records;
  readonly installations: Installations;
  readonly oauth: OAuthClient;
  readonly withCompanyToken: WithCompanyToken;
}

/** A record would hold more, but HighLevel has to be asked about each. */
const MAX_COMPANIES = 500;
/** What was noted longer ago is asked for again. */
const LINK_TTL_S = 90 * 86_400;
/** Longer than an older webhook may be late; afterwards HighLevel knows better. */
const UNINSTALLED_TTL_S = 900;

function changeCompanies(companies: readonly string[], companyId: string, isInstalled: boolean): readonly string[] {
  const others = companies.filter((other) => other !== companyId);
  return isInstalled ? [companyId, ...others].slice(0, MAX_COMPANIES) : others;
}

/** Creates what is known of an app's companies. */
export function createCompanies({ records, installations, oauth, withCompanyToken }: Dependencies): Companies {
  async function noteLocation(locationId: string, link: LocationLink): Promise<void> {
    const change = (current: LocationLink | undefined) =>
      current && current.since > link.since ? undefined : { ...link, companyId: link.companyId ?? current?.companyId };
    const ttl = link.isInstalled ? LINK_TTL_S : UNINSTALLED_TTL_S;
    await records.update('link', locationId, change, { ttl });
  }

  /** What the notes say: the company, that it was uninstalled, or nothing. */
  async function consultNotes(
    link: LocationLink | undefined,
    named: string | undefined,
  ): Promise<{ companyId: string } | 'uninstalled' | 'unknown'> {
    if (link === undefined) return 'unknown';
    const companyId = named ?? link.companyId;
    const company = companyId === undefined ? undefined : await installations.read('company', companyId);
    // The company may have installed the app again since, for all its locations.
    if (!link.isInstalled) return company && company.installedAt > link.since ? 'unknown' : 'uninstalled';
    return company && companyId !== undefined && companyId === link.companyId ? { companyId } : 'unknown';
  }

  async function askHighLevel(companyId: string, locationId: string): Promise<boolean> {
    const since = Date.now();
    const ask = (companyToken: string) => oauth.isInstalledAt(companyToken, companyId, locationId);
    const isInstalled = await withCompanyToken(companyId, ask).catch((error: unknown) => {
      if (!(error instanceof TokenRefusal)) throw error;
      // 401 and 403 are a missing scope; the others mean that HighLevel does not know such a location.
      if (error.status !== 401 && error.status !== 403) return false;
      const message = `HighLevel does not say where company ${companyId} has installed the app. ${error.message}.`;
      throw new SocialConnectError('forbidden', message, { status: error.status, cause: error });
    });
    if (isInstalled !== true) return false;
    await noteLocation(locationId, { isInstalled, companyId, since });
    return true;
  }

  /** Asks about one company after the other. One whose token is lost must not hide the others. */
  async function askAll(locationId: string, companyIds: readonly string[]): Promise<string | undefined> {
    const failures: unknown[] = [];
    for (const companyId of companyIds) {
      const isFound = await askHighLevel(companyId, locationId).catch((error: unknown) => {
        failures.push(error);
        return false;
      });
      if (isFound) return companyId;
    }
    if (failures.length > 0) throw failures[0] as Error;
    return undefined;
  }

  async function search(
    locationId: string,
    named: string | undefined,
    link: Versioned<LocationLink> | undefined,
  ): Promise<string | undefined> {
    const companies = await records.read('companies', 'all');
    const companyIds = named === undefined ? (companies?.value ?? []) : [named];
    if (companyIds.length === 0) return undefined;
    // Every installation and every webhook about one writes one of the two.
    const basis = `${companies?.version} ${link?.version}`;
    const id = named === undefined ? locationId : `${locationId}.${named}`;
    return searchOnce(records, id, basis, () => askAll(locationId, companyIds));
  }

  async function find(locationId: string, named: string | undefined, isTrusted: boolean): Promise<string | undefined> {
    const link = await records.read('link', locationId);
    const noted = await consultNotes(link?.value, named);
    if (noted === 'uninstalled') return undefined;
    if (noted !== 'unknown') return noted.companyId;
    return named !== undefined && isTrusted ? named : search(locationId, named, link);
  }

  return {
    noteLocation,

    async noteCompany(companyId, isInstalled) {
      await records.update('companies', 'all', (companies = []) =>
        isInstalled || companies.includes(companyId) ? changeCompanies(companies, companyId, isInstalled) : undefined,
      );
    },

    noteChange: (companyId) =>
      records.update('companies', 'all', (companies) => (companies?.includes(companyId) ? companies : undefined)),

    // HighLevel gives no token of a location that is not the company's.
    findFor: (locationId, companyId) => find(locationId, companyId, true),

    async includes(locationId, companyId) {
      if ((await installations.read('location', locationId)) === undefined) {
        return (await find(locationId, companyId, false)) !== undefined;
      }
      const known = (await records.read('link', locationId))?.value.companyId;
      return companyId === undefined || known === undefined || known === companyId;
    },
  };
}
