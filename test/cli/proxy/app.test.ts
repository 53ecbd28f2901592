import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../../src/proxy/index.js';
import { findServer } from '../../servers/find-servers.mjs';
import { startPostgres } from '../../servers/postgres.js';
import { startRedis } from '../../servers/redis.js';
import { openStore } from '../../store/open-store.js';
import { startCommand } from '../fixture.js';
import { createFolder, createToken, installApp, listAccounts, startProxy, startStage } from './app-fixture.js';

describe('the proxy of an app', () => {
  it('serves each location after the app is installed there, and no longer after it is removed', async () => {
    const stage = await startStage();
    const { run, origin } = await startProxy(stage.env, createFolder());
    expect(run.output()).toContain(`${stage.publicUrl}/app/oauth/callback`);
    expect((await listAccounts(origin, 'location-1')).status).not.toBe(200);
    const line = await run.waitForLine(/not installed for location location-1/);
    expect(line).toContain('send an admin to /app/install.');

    expect((await installApp(origin, stage, 'location-1')).status).toBe(200);
    expect((await installApp(origin, stage, 'location-2')).status).toBe(200);
    for (const id of ['location-1', 'location-2']) expect((await listAccounts(origin, id)).status).toBe(200);
    expect((await listAccounts(origin, 'location-3')).status).not.toBe(200);

    const body = new URLSearchParams({ locationId: 'location-1' });
    await fetch(`${stage.highLevel}/simulator/uninstall`, { method: 'POST', body });
    expect((await listAccounts(origin, 'location-1')).status).not.toBe(200);
    expect((await listAccounts(origin, 'location-2')).status).toBe(200);
    expect(run.output()).not.toMatch(/simulated-(?:access|refresh)-|the-client-secret/);
    run.stop('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it("serves every location of an agency that has installed the app, with that location's own token", async () => {
    const stage = await startStage();
    const { origin } = await startProxy(stage.env, createFolder());
    expect((await installApp(origin, stage, 'company')).status).toBe(200);
    for (const id of ['location-1', 'location-2', 'location-3']) {
      expect((await listAccounts(origin, id)).status).toBe(200);
    }
    expect((await listAccounts(origin, 'elsewhere')).status).not.toBe(200);
  });

  it('keeps the installation through kill -9 and a restart, encrypted', async () => {
    const stage = await startStage();
    const folder = createFolder();
    const first = await startProxy(stage.env, folder);
    expect((await installApp(first.origin, stage, 'location-1')).status).toBe(200);
    first.run.stop('SIGKILL');
    expect(await first.run.ended).toBe('SIGKILL');

    const second = await startProxy(stage.env, folder);
    expect((await listAccounts(second.origin, 'location-1')).status).toBe(200);
    const file = readFileSync(join(folder, 'ghl-social-connect-data', 'store.jsonl'), 'utf8');
    expect(file).toContain('location-1');
    expect(file).not.toMatch(/simulated-(?:access|refresh)-/);
  });

  it('reads what another key has encrypted only with that key, and loses nothing without it', async () => {
    const stage = await startStage();
    const folder = createFolder();
    const changed = { ...stage.env, ENCRYPTION_KEY: 'another encryption key, of 32 bytes too' };
    const first = await startProxy(stage.env, folder);
    await installApp(first.origin, stage, 'location-1');
    first.run.stop('SIGTERM');
    await first.run.ended;

    const wrong = startCommand(['proxy'], changed, folder);
    expect(await wrong.waitForLine(/encrypted with another key/)).toContain('or as PREVIOUS_ENCRYPTION_KEY');
    expect(await wrong.ended).toBe(2);

    const rotated = await startProxy({ ...changed, PREVIOUS_ENCRYPTION_KEY: stage.env['ENCRYPTION_KEY']! }, folder);
    expect((await listAccounts(rotated.origin, 'location-1')).status).toBe(200);
    rotated.run.stop('SIGTERM');
    await rotated.run.ended;

    // Reading has moved the value to the newest key.
    const last = await startProxy(changed, folder);
    expect((await listAccounts(last.origin, 'location-1')).status).toBe(200);
  });

  it.each(['/app', '/app/connect', '/base'])(
    'serves everything below the prefix %s of a reverse proxy, and without it',
    async (prefix) => {
      const stage = await startStage();
      const env = { ...stage.env, PUBLIC_URL: stage.publicUrl + prefix };
      const { run, origin } = await startProxy(env, createFolder());
      for (const route of ['oauth/callback', 'webhooks', 'install']) {
        expect(run.output()).toContain(` ${stage.publicUrl}${prefix}/app/${route}\n`);
      }
      expect((await installApp(origin + prefix, stage, 'location-1')).status).toBe(200);
      for (const base of [origin, origin + prefix]) {
        expect((await listAccounts(base, 'location-1')).status).toBe(200);
        expect((await fetch(`${base}/health`)).status).toBe(200);
        for (const end of ['', '/']) {
          expect((await fetch(`${base}/app/webhooks${end}`, { method: 'POST', body: '{}' })).status).toBe(401);
          expect((await fetch(`${base}/app/oauth/callback${end}`)).status).toBe(400);
          expect((await fetch(`${base}/app/install${end}`, { redirect: 'manual' })).status).toBe(302);
        }
      }
    },
  );

  it('does not share its file with a second process, and says what to do', async () => {
    const stage = await startStage();
    const folder = createFolder();
    await startProxy(stage.env, folder);
    const second = startProxy({ ...stage.env, PORT: '0' }, folder);
    await expect(second).rejects.toThrow(/Another process uses .*STORE_URL with postgres:\/\/ or redis:\/\//);
  });

  it('refuses an installation that was not started by its link', async () => {
    const stage = await startStage();
    const { origin } = await startProxy(stage.env, createFolder());
    for (const query of ['?code=x', '?code=x&state=made-up', '']) {
      expect((await fetch(`${origin}/app/oauth/callback${query}`)).status).toBe(400);
    }
    expect((await fetch(`${origin}/app/install`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${origin}/app/webhooks`, { method: 'POST', body: '{"type":"INSTALL"}' })).status).toBe(401);
  });

  it('limits the visits of its link, which store something each', async () => {
    const stage = await startStage();
    const { origin } = await startProxy(stage.env, createFolder());
    const visit = async () => (await fetch(`${origin}/app/install`, { redirect: 'manual' })).status;
    const statuses = await Promise.all(Array.from({ length: 110 }, visit));
    expect(statuses.filter((status) => status === 302)).toHaveLength(100);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });
});

const SERVERS = [
  { title: 'Redis', client: 'redis', isInstalled: findServer('redis') !== undefined, start: startRedis },
  { title: 'PostgreSQL', client: 'pg', isInstalled: findServer('postgres') !== undefined, start: startPostgres },
];

describe.each(SERVERS)('two proxies of an app on one $title', ({ client, isInstalled, start }) => {
  it.skipIf(!isInstalled)('share installations, the use of tokens, and limits', async () => {
    const server = await start();
    try {
      const stage = await startStage();
      const env = { ...stage.env, STORE_URL: server.url, SINGLE_USE_TOKENS: 'true' };
      const [one, two] = [await startProxy(env, '/tmp'), await startProxy({ ...env, PORT: '0' }, '/tmp')];
      expect(one.origin).not.toBe(two.origin);
      // The second one starts the installation, and the first one ends it.
      expect((await installApp(two.origin, stage, 'location-1')).status).toBe(200);
      const token = await createToken('location-1');
      expect((await listAccounts(two.origin, 'location-1', token)).status).toBe(200);
      expect((await listAccounts(one.origin, 'location-1', token)).status).toBe(401);
      expect((await listAccounts(one.origin, 'location-1')).status).toBe(200);

      // Both count in the store: what uses a session's limit up there, uses it up for both, and for no other session.
      const opened = await openStore(`${client} ${server.url}`);
      const limit = createRateLimit({ store: opened.store });
      let counted = 0;
      while (counted === 0) {
        for (const { origin } of [one, two]) expect((await listAccounts(origin, 'location-1')).status).toBe(200);
        counted = await limit.take('location-1/user1', 2);
      }
      await limit.pause?.('location-1/user1', 600);
      await opened.close();
      expect((await installApp(one.origin, stage, 'location-2')).status).toBe(200);
      for (const { origin } of [one, two]) {
        expect((await listAccounts(origin, 'location-1')).status).toBe(429);
        expect((await listAccounts(origin, 'location-2')).status).toBe(200);
      }
      for (const { run } of [one, two]) {
        run.stop('SIGTERM');
        expect(await run.ended).toBe(0);
      }
    } finally {
      await server.stop();
    }
  });
});
