import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { findServer } from './find-servers.mjs';
import { startPostgres } from './postgres.js';
import { startRedis } from './redis.js';
import type { PrivateServer } from './private-server.js';

const run = promisify(execFile);
const running: PrivateServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function start(startServer: () => Promise<PrivateServer>): Promise<PrivateServer> {
  const server = await startServer();
  running.push(server);
  return server;
}

/** Sends one command to Redis and resolves with the first chunk of its reply. */
async function askRedis({ port }: PrivateServer, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`${command}\r\n`);
  const [reply] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return reply.toString().trim();
}

async function askPostgres({ url }: PrivateServer, query: string): Promise<string> {
  const { stdout } = await run(join(dirname(findServer('postgres')!), 'psql'), [url, '-Atc', query]);
  return stdout.trim();
}

describe.skipIf(!findServer('redis'))('a private Redis server', () => {
  it('answers, and shares no data with another one', async () => {
    const [one, other] = await Promise.all([start(startRedis), start(startRedis)]);
    expect(await askRedis(one, 'SET colour blue')).toBe('+OK');
    expect(await askRedis(one, 'EXISTS colour')).toBe(':1');
    expect(await askRedis(other, 'EXISTS colour')).toBe(':0');
  });

  it('no longer answers once it is stopped, and leaves no data', async () => {
    const server = await startRedis();
    const folder = (await askRedis(server, 'CONFIG GET dir')).split('\r\n').at(-1)!;
    expect(existsSync(folder)).toBe(true);
    await server.stop();
    await expect(askRedis(server, 'PING')).rejects.toThrow('ECONNREFUSED');
    expect(existsSync(folder)).toBe(false);
  });
});

describe.skipIf(!findServer('postgres'))('a private PostgreSQL server', () => {
  it('answers, and shares no data with another one', async () => {
    const [one, other] = await Promise.all([start(startPostgres), start(startPostgres)]);
    await askPostgres(one, 'CREATE TABLE colours (name text)');
    expect(await askPostgres(one, "SELECT to_regclass('colours') IS NOT NULL")).toBe('t');
    expect(await askPostgres(other, "SELECT to_regclass('colours') IS NOT NULL")).toBe('f');
  });

  it('no longer answers once it is stopped, and leaves no data', async () => {
    const server = await startPostgres();
    const folder = await askPostgres(server, 'SHOW data_directory');
    expect(existsSync(folder)).toBe(true);
    await server.stop();
    await expect(askPostgres(server, 'SELECT 1')).rejects.toThrow(/refused/);
    expect(existsSync(folder)).toBe(false);
  });
});
