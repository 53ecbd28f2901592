import { SocialConnectError } from '../../errors.js';
import type { Store } from '../../store/store.js';
import type { Grant, OAuthClient } from '../highlevel/oauth-client.js';
import type { RateLimits } from '../highlevel/rate-limits.js';
import { TokenRefusal } from '../highlevel/refusal.js';
import type { Installation, InstallerKind, Records, Versioned } from '../storage/records.js';
import type { Journal } from './journal.js';
import { doOnce, type Lock } from './lock.js';
import { pause } from './pause.js';

/** One installation, and what is done with it. */
export interface Subject {
  readonly kind: InstallerKind;
  readonly id: string;
}

/** What tells a caller whether it can use an installation as it is. */
export type IsWanted = (installation: Installation) => boolean;

/** Refreshes installations, each in one process at a time. */
export interface Refresher {
  /**
   * Resolves with an installation that is wanted, and refreshes it if it is not.
   *
   * @param attempt Names the refresh in the journal: the one that a recovery finishes. Default a new one.
   */
  refresh(subject: Subject, isWanted: IsWanted, attempt?: string): Promise<Installation>;
  /** Whether this process is about to refresh an installation. */
  isRefreshing(subject: Subject): boolean;
}

interface Dependencies {
  readonly store: Store;
  readonly records: Records;
  readonly oauth: OAuthClient;
  readonly journal: Journal;
  readonly rateLimits: RateLimits;
  readonly report: (error: unknown) => void;
  /** Called when HighLevel may have used a refresh token up, and has not answered. */
  readonly onUnfinished: () => void;
}

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 10_000;

/** Name of an installation in the journal. */
export const toName = ({ kind, id }: Subject): string => `${kind}:${id}`;

/** Key of the lock under which an installation is refreshed. */
export const toLockKey = (records: Records, subject: Subject): string => records.keyOf('lock', toName(subject));

function describeRefusal({ kind, id }: Subject, refusal: TokenRefusal): SocialConnectError {
  const options = { status: refusal.status, cause: refusal };
  switch (refusal.reason) {
    case 'inactive': {
      const message = `HighLevel has paused ${kind} ${id} ("Location is not active"): its tokens work again once it is active.`;
      return new SocialConnectError('forbidden', message, options);
    }
    case 'client': {
      const message = `HighLevel refused \`clientId\` or \`clientSecret\`${refusal.said && `: ${refusal.said}`}.`;
      return new SocialConnectError('invalid_config', message, options);
    }
    case 'spent': {
      const message = `HighLevel no longer accepts the refresh token of ${kind} ${id}: install the app there again.`;
      return new SocialConnectError('unauthorized', message, options);
    }
    default:
      return new SocialConnectError('upstream_error', `${refusal.message}, for ${kind} ${id}.`, options);
  }
}

/** The version over which new tokens may be written; `undefined` if others have made newer ones, or uninstalled the app. */
function findReplaced(stored: Versioned<Installation> | undefined, next: Installation): string | undefined {
  if (stored === undefined || stored.value.id !== next.id) return undefined;
  return stored.value.generation < next.generation ? stored.version : undefined;
}

/** Creates the refresher of an app. */
export function createRefresher(dependencies: Dependencies): Refresher {
  const { store, records, oauth, journal, rateLimits, report, onUnfinished } = dependencies;
  const flights = new Map<string, Promise<Installation>>();

  /** Writes new tokens over the ones they replace. Returns whether that is decided, or the version to try next. */
  async function trySave({ kind, id }: Subject, next: Installation, version: string): Promise<boolean | string> {
    try {
      if (await records.write(kind, id, next, { if: { version } })) return true;
      return findReplaced(await records.read(kind, id), next) ?? false;
    } catch (error) {
      report(error);
      if (error instanceof SocialConnectError) throw error;
      return version;
    }
  }

  /**
   * Saves new tokens, however often the store fails: nobody else has them.
   *
   * @returns Whether they are the ones in the store now.
   */
  async function save(subject: Subject, next: Installation, replaced: string): Promise<boolean> {
    let version = replaced;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
      const result = await trySave(subject, next, version);
      if (typeof result === 'boolean') return result;
      if (result === version) await pause(pauseMs);
      version = result;
    }
  }

  /** Asks HighLevel for new tokens. `undefined` if others have made newer ones meanwhile. */
  async function requestGrant(subject: Subject, current: Installation): Promise<Grant | undefined> {
    const { kind, id } = subject;
    try {
      return await oauth.refresh(current.refreshToken, kind === 'company' ? 'Company' : 'Location', id);
    } catch (error) {
      if (!(error instanceof TokenRefusal)) {
        await rateLimits.note(toName(subject), error);
        // The refresh token may be used up all the same, or by a process that died before. The note in the journal stays,
        // so that somebody tries again soon.
        onUnfinished();
        throw error;
      }
      await journal.remove(toName(subject), current.generation);
      const stored = await records.read(kind, id);
      const isSame = stored?.value.id === current.id && stored.value.generation === current.generation;
      if (!isSame) return undefined;
      throw describeRefusal(subject, error);
    }
  }

  async function refreshUnderLock(
    subject: Subject,
    { value: current, version }: Versioned<Installation>,
    lock: Lock,
    attempt: string,
  ): Promise<Installation | undefined> {
    const name = toName(subject);
    await rateLimits.check(name);
    await journal.add(name, { generation: current.generation, attempt });
    if (!lock.isHeld()) return undefined;
    const grant = await requestGrant(subject, current);
    if (grant === undefined) return undefined;
    const { accessToken, issuedAt, expiresAt, refreshToken = current.refreshToken } = grant;
    const next = { ...current, generation: current.generation + 1, accessToken, refreshToken, issuedAt, expiresAt };
    const isSaved = await save(subject, next, version);
    journal.remove(name, current.generation).catch(report);
    return isSaved ? next : undefined;
  }

  async function startRefresh(subject: Subject, isWanted: IsWanted, attempt: string): Promise<Installation> {
    const { kind, id } = subject;
    let current: Versioned<Installation> | undefined;

    async function find(): Promise<Installation | undefined> {
      current = await records.read(kind, id);
      if (current !== undefined) return isWanted(current.value) ? current.value : undefined;
      throw new SocialConnectError('not_found', `The app has been uninstalled from ${kind} ${id}.`);
    }

    async function work(lock: Lock): Promise<Installation | undefined> {
      return current && refreshUnderLock(subject, current, lock, attempt);
    }

    return doOnce(store, toLockKey(records, subject), find, work, report);
  }

  return {
    isRefreshing: (subject) => flights.has(toName(subject)),

    async refresh(subject, isWanted, attempt = crypto.randomUUID().slice(0, 8)) {
      const name = toName(subject);
      for (let running = flights.get(name); running !== undefined; running = flights.get(name)) {
        const installation = await running;
        if (isWanted(installation)) return installation;
      }
      const flight = startRefresh(subject, isWanted, attempt);
      flights.set(name, flight);
      const forget = () => flights.delete(name);
      flight.then(forget, forget);
      return flight;
    },
  };
}
