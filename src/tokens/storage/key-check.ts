import type { Records } from './records.js';

/**
 * Creates a check of the encryption key against the store. An instance with another key than the rest must not write: they
 * could read nothing of it. The first instance of all leaves an empty list of companies to check against.
 *
 * @returns A function that rejects with `invalid_config` if the key does not fit. It asks the store until it does.
 */
export function createKeyCheck(records: Records): () => Promise<void> {
  let isGood = false;
  return async () => {
    if (isGood) return;
    await records.update('companies', 'all', (companies) => (companies === undefined ? [] : undefined));
    isGood = true;
  };
}
