import type { Store } from './store.js';

const METHODS = ['get', 'set', 'delete', 'increment'] as const satisfies (keyof Store)[];

/** Whether `value` has the operations of a store. */
export function isStore(value: unknown): value is Store {
  if (typeof value !== 'object' || value === null) return false;
  return METHODS.every((name) => typeof (value as Record<string, unknown>)[name] === 'function');
}
