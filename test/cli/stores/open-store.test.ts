import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from 'redis';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStoreAt, StoreUrlError } from '../../../src/cli/stores/open-store.js';
import { findServer } from '../../servers/find-servers.mjs';
import { startPostgres } from '../../servers/postgres.js';
import type { PrivateServer } from '../../servers/private-server.js';
import { startRedis } from '../../servers/redis.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(`${tmpdir()}/ghl-open-`);
});
afterEach(() => rm(folder, { recursive: true }));

const ignore = () => undefined;

describe('STORE_URL', () => {
  it.each([
    ['', 'ghl-social-connect-data'],
    ['file:data', 'data'],
    ['file:./deep/data', 'deep/data'],
    ['FILE:data', 'data'],
  ])('%j names a folder below the current one', async (url, path) => {
    const { store, close } = await openStoreAt(url, folder, ignore);
    expect(await store.set('key', 'value')).toBe(true);
    await close();
    expect((await stat(join(folder, path, 'store.jsonl'))).size).toBeGreaterThan(0);
  });

  it('takes a whole file: address', async () => {
    const { close } = await openStoreAt(pathToFileURL(join(folder, 'with blank')).href, '/', ignore);
    await close();
    expect((await stat(join(folder, 'with blank'))).isDirectory()).toBe(true);
  });

  it.each(['file:', 'file://data', 'file://localhost:1/data', 'file:///%zz'])(
    'says what to write instead of %j',
    async (url) => {
      await expect(openStoreAt(url, folder, ignore)).rejects.toThrow(
        new StoreUrlError('STORE_URL: write file:folder for a folder below this one, or file:///path/to/folder.'),
      );
    },
  );

  it.each(['', 'file:ghl-social-connect-data', 'file:./ghl-social-connect-data/deep'])(
    'is named when its folder cannot be made: %j',
    async (url) => {
      await writeFile(join(folder, 'ghl-social-connect-data'), 'a file');
      const opening = openStoreAt(url, folder, ignore);
      await expect(opening).rejects.toThrow(
        /^STORE_URL: \/\S+\/ghl-social-connect-data\S* cannot hold the store: E\w+/,
      );
      await expect(opening).rejects.toBeInstanceOf(StoreUrlError);
    },
  );

  it.each(['mysql://localhost/db', 'localhost:6379', 'true', 'https://store.example'])('refuses %j', async (url) => {
    await expect(openStoreAt(url, folder, ignore)).rejects.toThrow('STORE_URL must begin with');
  });

  it.each(['redis:localhost', 'REDISS:localhost:6379', 'postgres:localhost/db'])(
    'says that %j has no host',
    async (url) => {
      const scheme = url.slice(0, url.indexOf(':'));
      await expect(openStoreAt(url, folder, ignore)).rejects.toThrow(
        `STORE_URL: write ${scheme}:// before the host, like ${scheme}://localhost.`,
      );
    },
  );

  it.each([
    'redis://user:secret/password@localhost',
    'redis://user:1234/secret@localhost',
    'redis://user:/secret@localhost/0',
    'redis://user:1@2/secret@localhost:6379/0',
    'redis://user:12#secret@localhost',
    'postgres://user:12?secret@localhost/db',
    'postgres://localhost:port/db',
  ])('says that %j is no address, without its password', async (url) => {
    const message = await openStoreAt(url, folder, ignore).catch((error: unknown) => String(error));
    expect(message).toMatch(/STORE_URL is not a valid address: check the port.*special character/);
    expect(message).not.toContain('secret');
  });

  it('says why a client refuses its address', async () => {
    await expect(openStoreAt('redis://user:secret@localhost/database', folder, ignore)).rejects.toThrow(
      /^STORE_URL: redis:\/\/localhost\/database is not an address that can be used: ./,
    );
  });

  const SERVERS: readonly [string, boolean, () => Promise<PrivateServer>][] = [
    ['redis', findServer('redis') !== undefined, startRedis],
    ['postgres', findServer('postgres') !== undefined, startPostgres],
  ];
  describe.each(SERVERS)('with a %s server', (_name, isInstalled, start) => {
    it.skipIf(!isInstalled)('opens a store on it, and reports when it goes away', async () => {
      const server = await start();
      const errors: unknown[] = [];
      const { store, close } = await openStoreAt(server.url, folder, (error) => errors.push(error));
      expect(await store.set('key', 'value')).toBe(true);
      expect((await store.get('key'))?.value).toBe('value');
      await server.stop();
      await expect(store.get('key')).rejects.toThrow();
      expect(errors.length).toBeGreaterThan(0);
      for (const error of errors) expect(String(error)).toMatch(/STORE_URL: \w+:\/\/\S+ connection failed: ./);
      await close().catch(ignore);
    });
  });

  it.skipIf(findServer('redis') === undefined)('may be used with version 4 of the client for Redis', async () => {
    // That version has no such method.
    vi.doMock('redis', () => ({
      createClient: (options: object) => Object.assign(createClient(options), { close: undefined }),
    }));
    onTestFinished(() => vi.doUnmock('redis'));
    const server = await startRedis();
    const { store, close } = await openStoreAt(server.url, folder, ignore);
    expect(await store.set('key', 'value')).toBe(true);
    await close();
    await expect(store.get('key')).rejects.toThrow();
    await server.stop();
  });

  it.each(['redis', 'postgres'])('says that a %s server is not there, without its password', async (protocol) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    const errors: unknown[] = [];
    const report = (error: unknown) => errors.push(error);
    const opening = openStoreAt(`${protocol}://user:secret-password@127.0.0.1:${port}/0`, folder, report);
    const message = await opening.then(
      () => 'opened',
      (error: unknown) => String(error),
    );
    expect(message).toContain(`STORE_URL: ${protocol}://127.0.0.1:${port}/0 cannot be reached`);
    expect(message).not.toContain('secret-password');
    expect(errors).toEqual([]);
  });
});
