import { createHexId } from '../data/hex-id.js';
import { keepNewest } from '../keep-newest.js';

/** Who has installed the app: a location, or a whole company. */
export interface Installer {
  readonly companyId: string;
  /** Absent for the installation of a company. */
  readonly locationId?: string | undefined;
}

/** What an authorization code or a refresh token is good for. */
export interface Authorization {
  readonly installer: Installer;
  /** `undefined` if the app was installed without the authorize page: any client may use it then. */
  readonly clientId: string | undefined;
  readonly scope: string;
}

/** A pending code. */
export interface PendingCode extends Authorization {
  /** The address that the code was sent to; the exchange must not name another one. */
  readonly redirectUri: string | undefined;
  readonly expiresAt: number;
}

interface RefreshToken extends Authorization {
  /** The token that replaces this one, and when this one was first used. */
  readonly successor?: { readonly token: string; readonly usedAt: number };
}

interface AccessToken {
  readonly installer: Installer;
  readonly expiresAt: number;
}

/** Tokens that HighLevel issues together. */
export interface IssuedPair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** What the simulator remembers of the app. Beyond a limit, it forgets the oldest. Times are in milliseconds since 1970. */
export interface AppRegistry {
  issueCode(authorization: Omit<PendingCode, 'expiresAt'>): string;
  /** Uses a code up; `undefined` if it is not valid. */
  takeCode(code: string): PendingCode | undefined;
  issuePair(authorization: Authorization, lifetime: number): IssuedPair;
  issueAccess(installer: Installer, lifetime: number): string;
  findRefresh(token: string): Authorization | undefined;
  /** Replaces a refresh token; `undefined` if it was used before and its 30 seconds are over. */
  rotate(token: string, lifetime: number): IssuedPair | undefined;
  /** Whose access token it is; `undefined` if it is unknown or has expired. */
  findAccess(token: string): Installer | undefined;
  /** The locations that a company's installation includes; `undefined` if the company has not installed the app. */
  locationsOf(companyId: string): ReadonlySet<string> | undefined;
  addInstallation(installer: Installer, locations: readonly string[]): void;
  /** Forgets an installation with all its tokens; returns whether there was one. */
  removeInstallation(installer: Installer): boolean;
  /** Makes the access tokens of an installation invalid; its refresh token stays valid. */
  revokeAccess(installer: Installer): void;
  setPaused(id: string, isPaused: boolean): void;
  isPaused({ companyId, locationId }: Installer): boolean;
  clear(): void;
}

/**
 * Within this time, HighLevel returns the same new refresh token for one that was used.
 * Source: "Smarter Refresh Token Handling for Distributed Systems" in HighLevel's changelog.
 */
const ROTATION_WINDOW_MS = 30_000;
const CODE_LIFETIME_MS = 600_000;
const MAX_TOKENS = 50_000;

const ACCESS_PREFIX = 'simulated-access-';
const REFRESH_PREFIX = 'simulated-refresh-';

const toKey = ({ companyId, locationId }: Installer): string =>
  locationId === undefined ? `company:${companyId}` : `location:${locationId}`;

/** Whether only this simulator can have issued the token; it may have expired or been revoked. */
export const isAppToken = (token: string): boolean => token.startsWith(ACCESS_PREFIX);

/** @param now The simulated time. */
export function createAppRegistry(now: () => number): AppRegistry {
  const codes = new Map<string, PendingCode>();
  const refreshTokens = new Map<string, RefreshToken>();
  const accessTokens = new Map<string, AccessToken>();
  const installations = new Map<string, Set<string>>();
  const paused = new Set<string>();

  function forget(tokens: Map<string, { readonly installer: Installer }>, installer: Installer): void {
    const key = toKey(installer);
    // The location tokens that were exchanged for a company's token end with it.
    const isPart = (owner: Installer) =>
      toKey(owner) === key || (installer.locationId === undefined && owner.companyId === installer.companyId);
    for (const [token, grant] of tokens) if (isPart(grant.installer)) tokens.delete(token);
  }

  function issueAccess(installer: Installer, lifetime: number): string {
    const token = ACCESS_PREFIX + createHexId();
    accessTokens.set(token, { installer, expiresAt: now() + lifetime * 1_000 });
    keepNewest(accessTokens, MAX_TOKENS);
    return token;
  }

  function issuePair(
    { installer, clientId, scope }: Authorization,
    lifetime: number,
    refreshToken = REFRESH_PREFIX + createHexId(),
  ): IssuedPair {
    if (!refreshTokens.has(refreshToken)) refreshTokens.set(refreshToken, { installer, clientId, scope });
    keepNewest(refreshTokens, MAX_TOKENS);
    return { accessToken: issueAccess(installer, lifetime), refreshToken };
  }

  return {
    issueCode(authorization) {
      const code = createHexId();
      codes.set(code, { ...authorization, expiresAt: now() + CODE_LIFETIME_MS });
      keepNewest(codes, MAX_TOKENS);
      return code;
    },
    takeCode(code) {
      const pending = codes.get(code);
      codes.delete(code);
      return pending && pending.expiresAt > now() ? pending : undefined;
    },
    issuePair: (authorization, lifetime) => issuePair(authorization, lifetime),
    issueAccess,
    findRefresh: (token) => refreshTokens.get(token),
    rotate(token, lifetime) {
      const grant = refreshTokens.get(token);
      if (grant === undefined) return undefined;
      const successor = grant.successor ?? { token: REFRESH_PREFIX + createHexId(), usedAt: now() };
      if (now() - successor.usedAt > ROTATION_WINDOW_MS) return undefined;
      refreshTokens.set(token, { ...grant, successor });
      return issuePair(grant, lifetime, successor.token);
    },
    findAccess(token) {
      const access = accessTokens.get(token);
      return access && access.expiresAt > now() ? access.installer : undefined;
    },
    locationsOf: (companyId) => installations.get(`company:${companyId}`),
    addInstallation(installer, locations) {
      const key = toKey(installer);
      installations.set(key, new Set([...(installations.get(key) ?? []), ...locations]));
      keepNewest(installations, MAX_TOKENS);
    },
    removeInstallation(installer) {
      forget(refreshTokens, installer);
      forget(accessTokens, installer);
      forget(codes, installer);
      const { companyId, locationId } = installer;
      const isPart = locationId !== undefined && installations.get(`company:${companyId}`)?.delete(locationId) === true;
      return installations.delete(toKey(installer)) || isPart;
    },
    revokeAccess: (installer) => forget(accessTokens, installer),
    setPaused(id, isPaused) {
      if (isPaused) paused.add(id);
      else paused.delete(id);
    },
    isPaused: ({ companyId, locationId }) => paused.has(locationId ?? companyId),
    clear() {
      for (const collection of [codes, refreshTokens, accessTokens, installations, paused]) collection.clear();
    },
  };
}
