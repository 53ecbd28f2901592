import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, describe, expect, it } from 'vitest';
import { createPostgresStore } from '../../src/store/postgres.js';
import { testConformance } from './test-conformance.js';

describe('the store on PGlite', () => {
  const database = new PGlite();
  const store = createPostgresStore(database);
  afterAll(() => database.close());
  testConformance(() => store);
});

describe('the store on PGlite with a folder', () => {
  it('still has its values when the folder is opened again', async () => {
    const folder = await mkdtemp(`${tmpdir()}/ghl-store-`);
    const first = new PGlite(folder);
    await createPostgresStore(first).set('key', 'value');
    await first.close();
    const second = new PGlite(folder);
    expect((await createPostgresStore(second).get('key'))?.value).toBe('value');
    await second.close();
    await rm(folder, { recursive: true });
  });
});
