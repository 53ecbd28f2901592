import { checkArguments } from './check-arguments.js';
import { MemoryTable } from './memory-table.js';
import type { Store } from './store.js';

/**
 * Creates a store in this process's memory: for tests, and for one process whose data may be lost with it. Refresh tokens
 * are not such data.
 */
export function createMemoryStore(): Store {
  const table = new MemoryTable();
  return checkArguments({
    get: (key) => Promise.resolve(table.get(key)),
    set: (key, value, options = {}) => Promise.resolve(table.set(key, value, options)),
    delete: (key, options = {}) => Promise.resolve(table.delete(key, options)),
    increment: (key, options) => Promise.resolve(table.increment(key, options)),
  });
}
