import type { Store } from '../../store/store.js';
import { replacing } from '../storage/records.js';

/**
 * The refreshes under way, in all processes: what a process that dies leaves unfinished.
 *
 * HighLevel answers a refresh token that has just been used with the same new one for 30 s. So whoever finds an entry
 * without its lock has to refresh again at once; later the new token cannot be had any more.
 */
export interface Journal {
  /** Notes a refresh of an installation's `generation` before it begins. Resolves once it is in the store. */
  add(name: string, generation: number): Promise<void>;
  /** Takes the note of that generation back, after the new tokens were stored. Resolves once it is out of the store. */
  remove(name: string, generation: number): Promise<void>;
  /** The generation that was being refreshed, by name. */
  list(): Promise<ReadonlyMap<string, number>>;
}

/** A record has room for more, but not for any number. What does not fit is refreshed all the same. */
const MAX_ENTRIES = 300;

interface Change {
  readonly kind: 'add' | 'remove';
  readonly name: string;
  readonly generation: number;
  settle(error?: Error): void;
}

/** A journal that cannot be read is worth no failed refresh. */
function toEntries(text = '[]'): Map<string, number> {
  try {
    return new Map(JSON.parse(text) as [string, number][]);
  } catch {
    return new Map();
  }
}

function applyChanges(entries: Map<string, number>, changes: readonly Change[]): Map<string, number> {
  for (const { kind, name, generation } of changes) {
    if (kind === 'add' && entries.size < MAX_ENTRIES) entries.set(name, generation);
    // Another process may have noted the next generation meanwhile.
    if (kind === 'remove' && entries.get(name) === generation) entries.delete(name);
  }
  return entries;
}

/** Creates the journal of an app. Changes that come while one is written are written together. */
export function createJournal(store: Store, key: string): Journal {
  let waiting: Change[] = [];
  let writing: Promise<void> | undefined;

  async function write(changes: readonly Change[]): Promise<void> {
    for (;;) {
      const stored = await store.get(key);
      const entries = applyChanges(toEntries(stored?.value), changes);
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

  function submit(kind: Change['kind'], name: string, generation: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error?: Error) => (error === undefined ? resolve() : reject(error));
      waiting.push({ kind, name, generation, settle });
      writing ??= writeAll();
    });
  }

  return {
    add: (name, generation) => submit('add', name, generation),
    remove: (name, generation) => submit('remove', name, generation),
    list: async () => toEntries((await store.get(key))?.value),
  };
}
