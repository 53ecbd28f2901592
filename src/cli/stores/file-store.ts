import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { checkArguments } from '../../store/check-arguments.js';
import { MemoryTable } from '../../store/memory-table.js';
import type { Store } from '../../store/store.js';
import { FileLog } from './file-log.js';
import { lockFolder } from './folder-lock.js';

/** A store that has to be closed. */
export interface OpenedStore {
  readonly store: Store;
  close(): Promise<void>;
}

/** A line of the file: a value with its end in milliseconds since 1970, or nothing for a key that was deleted. */
type Line = readonly [key: string, value?: string, endsAt?: number | null];

const FILE = 'store.jsonl';
const OWNER_ONLY = 0o700;

function toLine(key: string, value: string, endsAt: number): string {
  return JSON.stringify([key, value, endsAt === Infinity ? null : endsAt] satisfies Line);
}

function restoreLine(table: MemoryTable, line: string): void {
  const [key, value, endsAt] = JSON.parse(line) as Line;
  if (value === undefined) table.delete(key, {});
  else table.restore(key, value, endsAt ?? Infinity);
}

function restoreLines(table: MemoryTable, lines: readonly string[], path: string): void {
  for (const [index, line] of lines.entries()) {
    try {
      restoreLine(table, line);
    } catch (cause) {
      throw new Error(`Line ${index + 1} of ${path} is damaged. Delete that line, or restore the file.`, { cause });
    }
  }
}

/**
 * Opens the store of one process: in memory, and in a file of JSON lines that has every write before its promise
 * resolves. Counters are in memory only.
 *
 * @param folder It is created if it is missing.
 */
export async function openFileStore(folder: string): Promise<OpenedStore> {
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY });
  const lock = await lockFolder(await realpath(folder));
  const path = join(folder, FILE);
  const table = new MemoryTable();
  const log = new FileLog(path, () =>
    Array.from(table.values(), ({ key, value, endsAt }) => toLine(key, value, endsAt)),
  );
  try {
    restoreLines(table, await log.read(), path);
    await log.rewrite();
  } catch (error) {
    await lock.release();
    throw error;
  }
  const store = checkArguments({
    async get(key) {
      // What is not on the disk yet could be gone after a crash, with what was done because of it.
      await log.settled();
      return table.get(key);
    },
    async set(key, value, options = {}) {
      if (!table.set(key, value, options)) return false;
      await log.append(toLine(key, value, table.endOf(key)));
      return true;
    },
    async delete(key, options = {}) {
      if (!table.delete(key, options)) return false;
      await log.append(JSON.stringify([key] satisfies Line));
      return true;
    },
    increment: (key, options) => Promise.resolve(table.increment(key, options)),
  });
  return {
    store,
    async close() {
      await log.close();
      await lock.release();
    },
  };
}
