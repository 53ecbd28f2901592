export { createMemoryStore } from './memory.js';
export type { Count, DeleteOptions, IncrementOptions, SetOptions, Store, StoredValue } from './store.js';
