import type { Store } from '../../store/store.js';
import { isRateLimited } from '../highlevel/rate-limits.js';
import type { InstallerKind, Records } from '../storage/records.js';
import type { Journal, Refresh } from './journal.js';
import { toLockKey, type Refresher, type Subject } from './refresher.js';

interface Dependencies {
  readonly store: Store;
  readonly records: Records;
  readonly journal: Journal;
  readonly refresher: Refresher;
  readonly report: (error: unknown) => void;
  /** Has the recovery called again after so many milliseconds. */
  readonly recoverLater: (ms: number) => void;
}

/** Until the lock of a process that has died is looked at again. Whoever waits for it may not live long either. */
const RECHECK_MS = 1_000;
/** How long an unfinished refresh is tried again: HighLevel gives its new tokens for 30 s. */
const PATIENCE_MS = 60_000;

function toSubject(name: string): Subject {
  const [kind, id = ''] = name.split(':', 2);
  return { kind: kind as InstallerKind, id };
}

const toEntry = (name: string, { generation, attempt }: Refresh) => `${name}:${generation}:${attempt}`;

/** Creates what finishes the refreshes of processes that have died. */
export function createRecovery(dependencies: Dependencies): () => Promise<void> {
  const { store, records, journal, refresher, report, recoverLater } = dependencies;
  /** When this process saw an entry without a lock for the first time, by its own clock. */
  const firstSeen = new Map<string, number>();
  /** By entry. One that waits for a lock must not hold up the others, whose time is short. */
  const running = new Map<string, Promise<void>>();

  async function recoverOne(name: string, unfinished: Refresh): Promise<void> {
    const { generation, attempt } = unfinished;
    const subject = toSubject(name);
    if (refresher.isRefreshing(subject)) return;
    // Somebody is at it, or died a moment ago.
    if (await store.get(toLockKey(records, subject))) return recoverLater(RECHECK_MS);
    const entry = toEntry(name, unfinished);
    const since = firstSeen.get(entry) ?? performance.now();
    firstSeen.set(entry, since);
    const stored = await records.read(subject.kind, subject.id);
    if (stored === undefined || stored.value.generation > generation) return journal.remove(name, generation);
    if (performance.now() - since > PATIENCE_MS) return journal.giveUp(name, unfinished);
    await refresher.refresh(subject, (installation) => installation.generation > generation, attempt);
  }

  async function recoverAll(): Promise<void> {
    const entries = [...(await journal.list())];
    const present = new Set(entries.map(([name, unfinished]) => toEntry(name, unfinished)));
    for (const entry of firstSeen.keys()) if (!present.has(entry)) firstSeen.delete(entry);
    const reportFault = (error: unknown) => {
      // Whoever asked for the token was told. The entry is still there for the next recovery.
      if (!isRateLimited(error)) report(error);
    };
    await Promise.all(
      entries.map(([name, unfinished]) => {
        const entry = toEntry(name, unfinished);
        const recovery =
          running.get(entry) ??
          recoverOne(name, unfinished)
            .catch(reportFault)
            .finally(() => running.delete(entry));
        running.set(entry, recovery);
        return recovery;
      }),
    );
  }

  return recoverAll;
}
