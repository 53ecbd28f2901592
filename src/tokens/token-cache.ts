import type { AccessToken } from './highlevel/oauth-client.js';
import { isFresh } from './refresh/freshness.js';

interface Entry extends AccessToken {
  /** Milliseconds since 1970: until then, what the store says does not matter. */
  trustedUntil: number;
}

/** Access tokens in this process's memory. */
export interface TokenCache {
  /** A token that can be handed out without a look into the store. */
  getTrusted(locationId: string): string | undefined;
  /** A token that has not expired, as far as this process knows: for when the store cannot be reached. */
  getFresh(locationId: string): string | undefined;
  /** The token that was handed out last, whatever became of it. */
  getLast(locationId: string): string | undefined;
  set(locationId: string, token: AccessToken): void;
  /** Trusts a token that is there for a short time. */
  prolong(locationId: string): void;
  readonly delete: (locationId: string) => void;
}

/** How long this process may hand out a token after another one has noticed that it is no longer good. */
const TRUST_MS = 60_000;
/** How long a store that failed is left alone. */
const PROLONG_MS = 5_000;
const MAX_ENTRIES = 10_000;

/** Creates a cache that forgets the location which was set longest ago when it is full. */
export function createTokenCache(): TokenCache {
  const entries = new Map<string, Entry>();

  return {
    getTrusted(locationId) {
      const entry = entries.get(locationId);
      return entry && Date.now() < entry.trustedUntil && isFresh(entry) ? entry.accessToken : undefined;
    },
    getFresh(locationId) {
      const entry = entries.get(locationId);
      return entry && isFresh(entry) ? entry.accessToken : undefined;
    },
    getLast: (locationId) => entries.get(locationId)?.accessToken,
    set(locationId, { accessToken, issuedAt, expiresAt }) {
      entries.delete(locationId);
      const [oldest] = entries.keys();
      if (oldest !== undefined && entries.size >= MAX_ENTRIES) entries.delete(oldest);
      entries.set(locationId, { accessToken, issuedAt, expiresAt, trustedUntil: Date.now() + TRUST_MS });
    },
    prolong(locationId) {
      const entry = entries.get(locationId);
      if (entry) entry.trustedUntil = Date.now() + PROLONG_MS;
    },
    delete: (locationId) => void entries.delete(locationId),
  };
}
