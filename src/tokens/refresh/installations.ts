import type { Store } from '../../store/store.js';
import type { Grant, OAuthClient } from '../highlevel/oauth-client.js';
import type { RateLimits } from '../highlevel/rate-limits.js';
import { replacing, type Installation, type InstallerKind, type Records } from '../storage/records.js';
import { createTimer } from './background.js';
import { isFresh } from './freshness.js';
import { createJournal } from './journal.js';
import { pause } from './pause.js';
import { createRecovery } from './recovery.js';
import { createRefresher } from './refresher.js';

/** The installations of the app, and their refresh. */
export interface Installations {
  /** Stores what HighLevel gave for a new installation, over what was there. */
  install(kind: InstallerKind, id: string, grant: Grant & { readonly refreshToken: string }): Promise<void>;
  /** Reads an installation as it is. */
  read(kind: InstallerKind, id: string): Promise<Installation | undefined>;
  /**
   * Returns an installation whose access token is good, and refreshes it where that is necessary.
   *
   * @param rejected An access token that HighLevel has refused: the result has another one.
   * @returns `undefined` if there is no such installation.
   */
  get(kind: InstallerKind, id: string, rejected?: string): Promise<Installation | undefined>;
  /** Deletes an installation that is not younger than `time`, in milliseconds since 1970. */
  uninstall(kind: InstallerKind, id: string, time: number): Promise<void>;
  /** Finishes the refreshes that a process has begun and not finished. */
  recover(): Promise<void>;
}

interface Dependencies {
  readonly store: Store;
  readonly records: Records;
  readonly oauth: OAuthClient;
  readonly rateLimits: RateLimits;
  readonly report: (error: unknown) => void;
}

/** A refresh that HighLevel did not answer is tried again after this time. */
const RETRY_MS = 3_000;
const INSTALL_ATTEMPTS = 5;
const FIRST_INSTALL_PAUSE_MS = 100;

/** Webhooks may say the time in seconds: an event of the same second is not older. */
const toSecond = (time: number) => Math.floor(time / 1_000);

/** Calls until it succeeds, a few times. */
async function insist<Result>(call: () => Promise<Result>, attempts: number, pauseMs: number): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (attempts === 1) throw error;
  }
  await pause(pauseMs);
  return insist(call, attempts - 1, pauseMs * 2);
}

/** Creates the installations of an app. */
export function createInstallations({ store, records, oauth, rateLimits, report }: Dependencies): Installations {
  const journal = createJournal(store, records.keyOf('refreshing', 'all'));
  const recoverLater = createTimer(() => recover().catch(report));
  const onUnfinished = () => recoverLater(RETRY_MS);
  const refresher = createRefresher({ store, records, oauth, journal, rateLimits, report, onUnfinished });
  const recover = createRecovery({ store, records, journal, refresher, report, recoverLater });

  /** Writes a new installation over whatever is there, readable or not. */
  async function write(kind: InstallerKind, id: string, installation: Installation): Promise<void> {
    for (;;) {
      const stored = await records.inspect(kind, id);
      // An attempt before this one, which seemed to fail.
      if (stored?.value?.id === installation.id) return;
      if (await records.write(kind, id, installation, replacing(stored))) return;
    }
  }

  return {
    async install(kind, id, { accessToken, refreshToken, issuedAt, expiresAt }) {
      const identity = { id: crypto.randomUUID(), generation: 0, installedAt: issuedAt };
      const installation = { ...identity, accessToken, refreshToken, issuedAt, expiresAt };
      // HighLevel does not give them twice.
      await insist(() => write(kind, id, installation), INSTALL_ATTEMPTS, FIRST_INSTALL_PAUSE_MS);
    },

    read: async (kind, id) => (await records.read(kind, id))?.value,

    async get(kind, id, rejected) {
      const isWanted = (installation: Installation) => isFresh(installation) && installation.accessToken !== rejected;
      const stored = await records.read(kind, id);
      return stored && (isWanted(stored.value) ? stored.value : refresher.refresh({ kind, id }, isWanted));
    },

    async uninstall(kind, id, time) {
      for (;;) {
        const stored = await records.inspect(kind, id);
        if (stored === undefined) return;
        // One that cannot be read is of no use, and HighLevel would repeat the event in vain.
        if (stored.value && toSecond(stored.value.installedAt) > toSecond(time)) return;
        if (await records.delete(kind, id, stored.version)) return;
      }
    },

    recover,
  };
}
