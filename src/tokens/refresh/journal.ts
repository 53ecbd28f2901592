import type { Store } from '../../store/store.js';
import { replacing } from '../storage/records.js';

/**
 * The refreshes under way, in all processes: what a process that dies leaves unfinished.
 *
 * HighLevel answers a refresh token that has just been used with the same new one for 30 s. So whoever finds an entry
 * without its lock has to refresh again at once; later the new token cannot be had any more.
 */
export interface Journal {
  /** Notes a refresh before it begins. Resolves once it is in the store. */
  add(name: string, refresh: Refresh): Promise<void>;
  /** Takes the note of that generation back, after the new tokens were stored. Resolves once it is out of the store. */
  remove(name: string, generation: number): Promise<void>;
  /** Takes the note of that attempt back, unless another one was made since. */
  giveUp(name: string, refresh: Refresh): Promise<void>;
  /** What was being refreshed, by name. */
  list(): Promise<ReadonlyMap<string, Refresh>>;
}

/** A refresh under way. */
export interface Refresh {
  /** Of the installation whose refresh token is used. */
  readonly generation: number;
  /** Another text whenever somebody needs new tokens: HighLevel gives them for 30 s after each attempt. */
  readonly attempt: string;
}

/** A record has room for more, but not for any number. What does not fit is refreshed all the same. */
const MAX_ENTRIES = 300;

type Entries = Map<string, Refresh>;

interface Change {
  apply(entries: Entries): unknown;
  settle(error?: Error): void;
}

/** A journal that cannot be read is worth no failed refresh. */
function toEntries(text = '[]'): Entries {
  try {
    return new Map(JSON.parse(text) as [string, Refresh][]);
  } catch {
    return new Map();
  }
}

/** Creates the journal of an app. Changes that come while one is written are written together. */
export function createJournal(store: Store, key: string): Journal {
  let waiting: Change[] = [];
  let writing: Promise<void> | undefined;

  async function write(changes: readonly Change[]): Promise<void> {
    for (;;) {
      const stored = await store.get(key);
      const entries = toEntries(stored?.value);
      for (const change of changes) change.apply(entries);
      if (await store.set(key, JSON.stringify([...entries]), replacing(stored))) return;
    }
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const changes = waiting;
      waiting = [];
      const error = await write(changes).then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
      for (const change of changes) change.settle(error);
    }
    writing = undefined;
  }

  function submit(apply: Change['apply']): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error?: Error) => (error === undefined ? resolve() : reject(error));
      waiting.push({ apply, settle });
      writing ??= writeAll();
    });
  }

  return {
    add: (name, refresh) =>
      submit((entries) => (entries.has(name) || entries.size < MAX_ENTRIES) && entries.set(name, refresh)),
    // Another process may have noted the next generation meanwhile.
    remove: (name, generation) =>
      submit((entries) => entries.get(name)?.generation === generation && entries.delete(name)),
    giveUp: (name, { attempt }) => submit((entries) => entries.get(name)?.attempt === attempt && entries.delete(name)),
    list: async () => toEntries((await store.get(key))?.value),
  };
}
