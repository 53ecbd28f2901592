import type { Platform } from '../protocol/platforms.js';
import type { Scenario } from './scenarios.js';

/** One consent that was given: HighLevel's "OAuth account". */
export interface Login {
  /** 24 hexadecimal digits. */
  readonly id: string;
  readonly platform: Platform;
  readonly locationId: string;
  readonly userId: string;
  /** The scenario that its start named: it holds for the details too. */
  readonly scenario?: Scenario | undefined;
  /** The wait that its start named, in milliseconds. */
  readonly delay?: number | undefined;
}

/** An account that is, or was, attached to a location. */
export interface ConnectedAccount {
  /** 24 hexadecimal digits. */
  readonly recordId: string;
  /** Login, location and origin in one. */
  readonly id: string;
  /** Id of the login. */
  readonly oauthId: string;
  /** The platform's own id. */
  readonly originId: string;
  readonly platform: Platform;
  readonly type: string;
  readonly name: string;
  readonly avatar: string;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** HighLevel keeps listing what was disconnected. */
  readonly deleted: boolean;
}

/** What the simulator remembers. The oldest is forgotten when it gets too much. */
export interface Store {
  /** Remembers where a start was asked for, beyond `clear`: a consent page may lead back there. */
  addStartOrigin(origin: string): void;
  isStartOrigin(origin: string): boolean;
  /** A new code for the finish page; it is the id of the login to be. */
  issueCode(): string;
  isIssuedCode(code: string): boolean;
  addLogin(login: Login): void;
  findLogin(id: string): Login | undefined;
  /** The accounts of a location, deleted ones included. */
  accountsOf(locationId: string): readonly ConnectedAccount[];
  /** Adds the account, in place of the one with the same platform and origin. */
  putAccount(locationId: string, account: ConnectedAccount): void;
  clear(): void;
}

const MAX_LOGINS = 1000;
const MAX_LOCATIONS = 100;
const MAX_START_ORIGINS = 100;

/** A new id of 24 hexadecimal digits. */
export function createHexId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function keepNewest(collection: Map<string, unknown> | Set<string>, limit: number): void {
  const oldest = collection.keys().next().value;
  if (collection.size > limit && oldest !== undefined) collection.delete(oldest);
}

/** @param seed The accounts that a location has from the beginning. */
export function createStore(seed: (locationId: string) => readonly ConnectedAccount[]): Store {
  const startOrigins = new Set<string>();
  const codes = new Set<string>();
  const logins = new Map<string, Login>();
  const locations = new Map<string, readonly ConnectedAccount[]>();

  function accountsOf(locationId: string): readonly ConnectedAccount[] {
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
    addLogin(login) {
      logins.set(login.id, login);
      keepNewest(logins, MAX_LOGINS);
    },
    findLogin: (id) => logins.get(id),
    putAccount(locationId, account) {
      const isOther = ({ platform, originId }: ConnectedAccount) =>
        platform !== account.platform || originId !== account.originId;
      locations.set(locationId, [...accountsOf(locationId).filter(isOther), account]);
    },
    clear() {
      codes.clear();
      logins.clear();
      locations.clear();
    },
  };
}
