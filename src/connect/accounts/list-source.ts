import { SocialConnectError } from '../../errors.js';
import { disconnectEach, type DisconnectAllOptions, type DisconnectResult } from './disconnect-each.js';
import { createListClient, type DisconnectedAccount, type LocationOptions, type RawList } from './list-client.js';

/** What is known of a location's list. A new object whenever it changes. */
export interface ListState {
  /** The last list that was loaded; `undefined` before the first. */
  readonly list: RawList | undefined;
  /** When it was loaded, in milliseconds since 1970. */
  readonly loadedAt: number | undefined;
  /** Why the last load failed; `undefined` if it succeeded. */
  readonly error: SocialConnectError | undefined;
}

/** One who watches a list. */
export interface ListConsumer {
  readonly onChange: () => void;
  /** Seconds between loads while the page is visible; 0 for none. */
  readonly refreshEvery: number;
}

/** The list of one location, loaded once for everybody on the page who asks the same. */
export interface ListSource {
  getState(): ListState;
  /** Keeps the list up to date until the returned function is called. */
  watch(consumer: ListConsumer): () => void;
  /** Loads the list again. Never rejects: {@link ListState} has the error. */
  refresh(): Promise<void>;
  /** @throws {SocialConnectError} What the proxy's response, or its absence, means. */
  disconnect(id: string): Promise<DisconnectedAccount>;
  /** Disconnects accounts, one after the other, and loads the list again at the end. Never rejects. */
  disconnectAll(ids: readonly string[], options?: DisconnectAllOptions): Promise<readonly DisconnectResult[]>;
  /** Reports a change made by this page, so that this list and those of other tabs are loaded again. */
  reportChange(): void;
}

const CHANNEL = 'ghl-social-connect';
/** Two visits of a page within this time do not load the list twice. */
const FRESH_MS = 5_000;
/** Periodic loads of many pages spread over this part of their period. */
const JITTER = 0.2;

const INITIAL: ListState = Object.freeze({ list: undefined, loadedAt: undefined, error: undefined });

function toError(error: unknown): SocialConnectError {
  if (error instanceof SocialConnectError) return error;
  return new SocialConnectError('upstream_error', 'The list of accounts could not be read.', { cause: error });
}

const isHidden = (): boolean => typeof document !== 'undefined' && document.visibilityState === 'hidden';

/** Loads again when the page is seen again, on a timer, and when another tab reports a change; only while watched. */
function createSchedule(key: string, refreshIfOld: () => void, refresh: () => void) {
  let channel: BroadcastChannel | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seconds = 0;

  function openChannel(): void {
    if (typeof document === 'undefined') return;
    try {
      channel = new BroadcastChannel(CHANNEL);
      channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (data === key) refresh();
      };
    } catch {
      // The list works without a channel. Firefox forbids one in a frame of another site whose cookies it blocks.
    }
  }

  function schedule(): void {
    clearTimeout(timer);
    if (seconds === 0 || isHidden()) return;
    const spread = 1 + JITTER * (Math.random() - 0.5);
    timer = setTimeout(
      () => {
        refresh();
        schedule();
      },
      seconds * 1000 * spread,
    );
  }

  /** A hidden page does nothing: it learns of changes when it is seen again. */
  function handleVisibility(): void {
    if (isHidden()) {
      clearTimeout(timer);
      channel?.close();
      channel = undefined;
      return;
    }
    if (!channel) openChannel();
    refreshIfOld();
    schedule();
  }

  return {
    start() {
      if (typeof document !== 'undefined') document.addEventListener('visibilitychange', handleVisibility);
      if (!isHidden()) openChannel();
    },
    stop() {
      if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', handleVisibility);
      clearTimeout(timer);
      channel?.close();
      channel = undefined;
    },
    setPeriod(next: number) {
      if (next === seconds) return;
      seconds = next;
      schedule();
    },
    announce: () => channel?.postMessage(key),
  };
}

/**
 * @param key Names the list to other tabs of the origin. Holds nothing secret.
 * @param onIdle Called when nobody watches the list any more.
 * @throws {SocialConnectError} `invalid_config` if an option is missing or wrong.
 */
export function createListSource(options: LocationOptions, key: string, onIdle: () => void): ListSource {
  const client = createListClient(options);
  const consumers = new Set<ListConsumer>();
  const schedule = createSchedule(key, refreshIfOld, () => void refresh());
  let state = INITIAL;
  let loading: Promise<void> | undefined;
  let changes = 0;
  let abort = new AbortController();

  function setState(next: Partial<ListState>): void {
    state = Object.freeze({ ...state, ...next });
    for (const { onChange } of [...consumers]) onChange();
  }

  /** Requests the list, and again if it may have changed in the meantime. */
  async function requestList(signal: AbortSignal): Promise<RawList> {
    const before = changes;
    const list = await client.list(signal);
    return changes === before ? list : requestList(signal);
  }

  async function load(): Promise<void> {
    const { signal } = abort;
    try {
      const list = await requestList(signal);
      if (!signal.aborted) setState({ list, loadedAt: Date.now(), error: undefined });
    } catch (error) {
      if (!signal.aborted) setState({ error: toError(error) });
    }
  }

  function refresh(): Promise<void> {
    if (loading) return loading;
    if (abort.signal.aborted) abort = new AbortController();
    const started = load().finally(() => {
      if (loading === started) loading = undefined;
    });
    loading = started;
    return started;
  }

  function refreshIfOld(): void {
    const age = Date.now() - (state.loadedAt ?? -Infinity);
    if (age >= FRESH_MS || age < 0 || state.error) void refresh();
  }

  function updatePeriod(): void {
    const periods = [...consumers].map(({ refreshEvery }) => refreshEvery).filter((seconds) => seconds > 0);
    schedule.setPeriod(periods.length > 0 ? Math.min(...periods) : 0);
  }

  function watch(consumer: ListConsumer): () => void {
    if (consumers.size === 0) schedule.start();
    consumers.add(consumer);
    updatePeriod();
    refreshIfOld();
    return () => {
      if (!consumers.delete(consumer)) return;
      updatePeriod();
      if (consumers.size > 0) return;
      schedule.stop();
      abort.abort();
      loading = undefined;
      onIdle();
    };
  }

  function reportChange(): void {
    // A request that is under way may have been answered before the change.
    changes += 1;
    schedule.announce();
    void refresh();
  }

  function removeEntry(id: string): void {
    if (!state.list) return;
    setState({ list: { ...state.list, entries: state.list.entries.filter((entry) => entry.id !== id) } });
  }

  async function disconnectQuietly(id: string): Promise<DisconnectedAccount> {
    const result = await client.disconnect(id);
    // A list that is being loaded may still have the account.
    changes += 1;
    removeEntry(id);
    return result;
  }

  async function disconnect(id: string): Promise<DisconnectedAccount> {
    const result = await disconnectQuietly(id);
    reportChange();
    return result;
  }

  async function disconnectAll(
    ids: readonly string[],
    options?: DisconnectAllOptions,
  ): Promise<readonly DisconnectResult[]> {
    const results = await disconnectEach(ids, disconnectQuietly, options);
    // Once, and not after each account: the list counts towards the rate limit, too.
    if (results.some(({ status }) => status === 'disconnected')) reportChange();
    return results;
  }

  return { getState: () => state, watch, refresh, disconnect, disconnectAll, reportChange };
}
