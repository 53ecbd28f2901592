import { describe, expect, it } from 'vitest';
import { loadPart } from '../../src/connect/load-part.js';

const FILE = 'https://cdn.example/ghl-social-connect.accounts.js';

describe('loadPart', () => {
  it('returns what was imported', async () => {
    await expect(loadPart('accounts', () => Promise.resolve('module'))).resolves.toBe('module');
  });

  it.each([
    [`Failed to fetch dynamically imported module: ${FILE}`, FILE],
    [`error loading dynamically imported module: ${FILE}`, FILE],
    ['Importing a module script failed.', '"accounts"'],
  ])('names the file if the browser says "%s"', async (reason, file) => {
    const cause = new TypeError(reason);
    await expect(loadPart('accounts', () => Promise.reject(cause))).rejects.toMatchObject({
      code: 'network_error',
      message: `A file of ghl-social-connect could not be loaded: ${file}. Check that the page may load it.`,
      recoverable: true,
      cause,
    });
  });
});
