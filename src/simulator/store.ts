import type { Platform } from '../protocol/platforms.js';
import { lifetimeOf } from './data/account-health.js';
import { createHexId } from './data/hex-id.js';
import type { Person } from './data/invented-accounts.js';
import type { Login, SimulatedAccount } from './data/records.js';
import { keepNewest } from './keep-newest.js';

/** Whom a platform remembers: one person in one browser. */
export interface PlatformSession {
  /** Id of the browser, from its cookie. */
  readonly browserId: string;
  readonly platform: Platform;
  /** The HighLevel user that the sign-in was started for. */
  readonly userId: string;
}

/** Which accounts a reconnect renews. */
export interface Renewal {
  readonly locationId: string;
  readonly platform: Platform;
  readonly person: Person;
  /** The simulated time, in milliseconds since 1970. */
  readonly now: number;
}

/** What the simulator remembers. Beyond a limit, it forgets the oldest. */
export interface Store {
  /** Remembers the origin of a start, even after `clear`: a consent page may lead back there. */
  addStartOrigin(origin: string): void;
  isStartOrigin(origin: string): boolean;
  /** Creates a code for the finish page; it becomes the id of the login. */
  issueCode(): string;
  isIssuedCode(code: string): boolean;
  /** Remembers that a person has signed in at a platform. */
  addSession(session: PlatformSession): void;
  hasSession(session: PlatformSession): boolean;
  addLogin(login: Login): void;
  findLogin(id: string): Login | undefined;
  /** The accounts of a location, deleted ones included. */
  accountsOf(locationId: string): readonly SimulatedAccount[];
  /** Adds the account, in place of the one with the same platform and origin. */
  putAccount(locationId: string, account: SimulatedAccount): void;
  /** Renews the accounts that a person has on a platform; returns them. */
  renewAccounts(renewal: Renewal): readonly SimulatedAccount[];
  clear(): void;
}

const MAX_LOGINS = 1000;
const MAX_LOCATIONS = 100;
const MAX_START_ORIGINS = 100;

function toSessionKey({ browserId, platform, userId }: PlatformSession): string {
  return JSON.stringify([browserId, platform, userId]);
}

/** @param seed Creates the accounts that a location has from the beginning. */
export function createStore(seed: (locationId: string) => readonly SimulatedAccount[]): Store {
  const startOrigins = new Set<string>();
  const codes = new Set<string>();
  const sessions = new Set<string>();
  const logins = new Map<string, Login>();
  const locations = new Map<string, readonly SimulatedAccount[]>();

  function accountsOf(locationId: string): readonly SimulatedAccount[] {
    const known = locations.get(locationId);
    if (known) return known;
    const seeded = seed(locationId);
    locations.set(locationId, seeded);
    keepNewest(locations, MAX_LOCATIONS);
    return seeded;
  }

  return {
    accountsOf,
    addStartOrigin(origin) {
      startOrigins.add(origin);
      keepNewest(startOrigins, MAX_START_ORIGINS);
    },
    isStartOrigin: (origin) => startOrigins.has(origin),
    issueCode() {
      const code = createHexId();
      codes.add(code);
      keepNewest(codes, MAX_LOGINS);
      return code;
    },
    isIssuedCode: (code) => codes.has(code),
    addSession(session) {
      sessions.add(toSessionKey(session));
      keepNewest(sessions, MAX_LOGINS);
    },
    hasSession: (session) => sessions.has(toSessionKey(session)),
    addLogin(login) {
      logins.set(login.id, login);
      keepNewest(logins, MAX_LOGINS);
    },
    findLogin: (id) => logins.get(id),
    putAccount(locationId, account) {
      const isOther = ({ platform, originId }: SimulatedAccount) =>
        platform !== account.platform || originId !== account.originId;
      locations.set(locationId, [...accountsOf(locationId).filter(isOther), account]);
    },
    renewAccounts({ locationId, platform, person, now }) {
      const expiresAt = now + lifetimeOf(platform);
      const isRenewed = (account: SimulatedAccount) =>
        account.platform === platform && account.person === person && !account.deleted;
      const accounts = accountsOf(locationId).map((account) =>
        isRenewed(account) ? { ...account, updatedAt: now, expiresAt, isUntouched: false } : account,
      );
      locations.set(locationId, accounts);
      const renewed = accounts.filter(isRenewed);
      for (const { oauthId } of renewed) {
        const login = logins.get(oauthId);
        if (login) logins.set(oauthId, { ...login, expiresAt });
      }
      return renewed;
    },
    clear() {
      codes.clear();
      sessions.clear();
      logins.clear();
      locations.clear();
    },
  };
}
