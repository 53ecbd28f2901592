import { SocialConnectError } from '../../errors.js';
import { abortable, wait, withTimeLimit, type TimeLimit } from '../../http/timeout.js';
import { parseAccountList, type ConnectedAccount } from '../../protocol/accounts/connected-accounts.js';
import { dropUndefined } from '../../protocol/drop-undefined.js';
import { accountsPath } from '../../protocol/routes.js';
import type { ConnectConfig } from '../config.js';
import type { Connection } from '../outcome.js';
import { listen } from '../popup/listen.js';
import { parsePermissions, type Account } from './account.js';
import { getAttemptClient } from './attempt-client.js';
import { findEvidence, type ListEvidence } from './list-evidence.js';
import { addMatch, isSameOwner } from './match-account.js';

/** How long one list may take, in ms. Before a sign-in, a later one might already be the list after it. */
const READ_MS = 5_000;

/** How long the list is compared when the person comes back, in ms, and how often at most. */
const CHECK_MS = 6_000;
const CHECK_READS = 8;
/** Between two of these reads, in ms. */
export const CHECK_PAUSE_MS = 750;

/** How often the list is watched, and how long, in ms. */
const WATCH_PAUSE_MS = 5_000;
const WATCH_MS = 600_000;

/** Answers after which asking again would be of no use, or unwelcome. */
const REFUSALS: ReadonlySet<unknown> = new Set(['unauthorized', 'forbidden', 'not_found', 'rate_limited']);

/** What the location's list proves about a sign-in. Nothing here says that there was none. */
export interface ListProof {
  /** The list before the sign-in. */
  readonly before: readonly ConnectedAccount[];
  /**
   * Reads the list until it proves that an account was connected: at most 8 times, within 6 s.
   *
   * @returns `undefined` if it proves nothing, or cannot be read. Never rejects.
   */
  check(signal: AbortSignal): Promise<Connection | undefined>;
  /**
   * Reads the list every 5 s while the page is visible, for 10 min, until it proves that an account was connected.
   *
   * @returns `undefined` if it proves nothing, or may not be read any more. Never rejects.
   */
  watch(signal: AbortSignal): Promise<Connection | undefined>;
}

const isVisible = ({ document }: Window): boolean => document.visibilityState === 'visible';

/** Resolves after a pause, or when the page is seen again. */
async function waitForNextLook(signal: AbortSignal, views: readonly Window[]): Promise<void> {
  const seen = new AbortController();
  const shown = new Promise<void>((resolve) => {
    for (const view of views) {
      listen(view.document, 'visibilitychange', () => isVisible(view) && resolve(), seen.signal);
    }
  });
  try {
    await Promise.race([wait(WATCH_PAUSE_MS, signal), shown]);
  } finally {
    seen.abort();
  }
}

async function readList(config: ConnectConfig, limit: TimeLimit): Promise<readonly ConnectedAccount[]> {
  const path = accountsPath(config.request.locationId ?? '-');
  const response = await getAttemptClient(config)?.request({ method: 'GET', path, limit });
  if (!parsePermissions(response).includes('list')) {
    throw new SocialConnectError('forbidden', 'The session may not list accounts.');
  }
  return parseAccountList(response);
}

function createConnection(
  { request, options }: ConnectConfig,
  { added, renewed }: ListEvidence,
  first: Account,
): Connection {
  const isSameLogin = ({ loginId }: Account) => loginId === first.loginId;
  const isAdded = added.includes(first);
  // An account whose login is not known can only be named by itself.
  const named = isAdded && first.loginId !== undefined ? [] : (isAdded ? added : renewed).filter(isSameLogin);
  const { platform, locationId, userId } = { ...request, ...options.getUser?.() };
  const connection = {
    platform,
    accountId: first.loginId,
    reconnectAccounts: named.map(({ id }) => id),
    confirmedBy: 'list' as const,
    locationId,
    userId,
  };
  return Object.freeze(dropUndefined(connection));
}

/**
 * Reads the location's list as it is before a sign-in. Needs a proxy.
 *
 * @param views The windows of the page: it is visible while one of them is.
 * @throws {SocialConnectError} What the proxy's response, or its absence, means; `forbidden` if the session may not list.
 */
export async function createListProof(
  config: ConnectConfig,
  signal: AbortSignal,
  views: readonly Window[],
): Promise<ListProof> {
  const { platform } = config.request;
  const before = await withTimeLimit(READ_MS, signal, (limit) => readList(config, limit));

  /** @param isLast Whether others than the account that is to be reconnected count: they may only be the first to change. */
  function conclude(after: readonly ConnectedAccount[], isLast: boolean): Connection | undefined {
    const evidence = findEvidence({ before, after, platform });
    // Accounts that are new say more than others that have only been updated.
    const changed = [...evidence.added, ...evidence.renewed];
    const wantedId = config.options.reconnectAccount;
    const expected = before.find(({ id }) => id === wantedId);
    const isExpected = ({ id }: Account) => {
      const entry = after.find((candidate) => candidate.id === id);
      return id === wantedId || (entry !== undefined && expected !== undefined && isSameOwner(entry, expected));
    };
    const own = wantedId ? changed.find(isExpected) : undefined;
    const first = own ?? (wantedId && !isLast ? undefined : changed[0]);
    if (!first) return undefined;
    const connection = createConnection(config, evidence, first);
    return wantedId ? addMatch(connection, own !== undefined, expected, changed) : connection;
  }

  async function compare(limit: TimeLimit, isLast = true): Promise<Connection | undefined> {
    try {
      return conclude(await readList(config, limit), isLast);
    } catch (error) {
      if (limit.signal.aborted || (error instanceof SocialConnectError && REFUSALS.has(error.code))) throw error;
      return undefined;
    }
  }

  async function compareOften(limit: TimeLimit): Promise<Connection | undefined> {
    for (let read = 1; read < CHECK_READS; read += 1) {
      const connection = await compare(limit, false);
      if (connection) return connection;
      await wait(CHECK_PAUSE_MS, limit.signal);
    }
    return compare(limit);
  }

  async function look(signal: AbortSignal): Promise<Connection | undefined> {
    try {
      return await withTimeLimit(READ_MS, signal, (limit) => abortable(compare(limit), limit.signal));
    } catch (error) {
      const isPassing = !(error instanceof SocialConnectError) || error.code === 'rate_limited';
      if (isPassing && !signal.aborted) return undefined;
      throw error;
    }
  }

  async function watch(signal: AbortSignal): Promise<Connection | undefined> {
    const endsAt = Date.now() + WATCH_MS;
    while (Date.now() < endsAt) {
      const connection = views.some(isVisible) ? await look(signal) : undefined;
      if (connection) return connection;
      await waitForNextLook(signal, views);
    }
    return undefined;
  }

  return {
    before,
    check: (signal) =>
      // A `fetch` of the page may know no signal.
      withTimeLimit(CHECK_MS, signal, (limit) => abortable(compareOften(limit), limit.signal)).catch(() => undefined),
    watch: (signal) => watch(signal).catch(() => undefined),
  };
}
