import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findServer } from '../servers/find-servers.mjs';
import { compare, startServer } from './load.mjs';
import { createDetailsLoad, DIST, KEY } from './session-load.mjs';

const PROCESSES = [1, 2, 4];

/** Starts a Redis of its own, on a socket in a folder of its own. */
async function startRedis() {
  const program = findServer('redis');
  if (!program)
    throw new Error('redis-server is not installed. `npm test` installs it from Debian, or says what to do.');
  const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-bench-'));
  const socket = join(folder, 'redis.sock');
  const args = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.stdout.resume();
  return {
    url: `unix://${socket}`,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Compares the proxy with session tokens and rate limits: with its limits in Redis against in memory, in 1, 2 and 4
 * processes on one Redis, and against what people would write instead (`rivals.mjs`). All run in processes of their own,
 * in front of the same stub: a process that served two contestants would have twice the requests to be compiled for.
 */
export async function run() {
  const load = await createDetailsLoad();
  const started = [];
  const keep = (running) => {
    started.push(running);
    return running;
  };
  try {
    const redis = keep(await startRedis());
    const { origin: upstream } = keep(await startServer('stub'));
    const start = async (role) => keep(await startServer(role, { upstream, key: KEY, redis: redis.url, dist: DIST }));
    const contest = (servers) => ({ servers, ...load });
    const startSeveral = async (role, count) => {
      const servers = [];
      while (servers.length < count) servers.push(await start(role));
      return servers;
    };
    const contestants = { memory: contest([await start('memory')]) };
    for (const count of PROCESSES) contestants[`redis-${count}`] = contest(await startSeveral('redis', count));
    for (const rival of ['shortExpress', 'carefulExpress', 'shortHono', 'carefulHono']) {
      contestants[rival] = contest([await start(rival)]);
    }
    const { ratioOf, absolute } = await compare(contestants);
    const ratios = {
      redisToMemory: ratioOf('redis-1', 'memory'),
      twoProcessesToOne: ratioOf('redis-2', 'redis-1'),
      fourProcessesToOne: ratioOf('redis-4', 'redis-1'),
      toCarefulExpress: ratioOf('memory', 'carefulExpress'),
      toCarefulHono: ratioOf('memory', 'carefulHono'),
      toShortExpress: ratioOf('memory', 'shortExpress'),
      toShortHono: ratioOf('memory', 'shortHono'),
      redisToCarefulExpress: ratioOf('redis-1', 'carefulExpress'),
      redisToCarefulHono: ratioOf('redis-1', 'carefulHono'),
    };
    const goals = { redisToMemory: 0.8, toExpress: 1, toHono: 1 };
    return { goals, ratios, absolute };
  } finally {
    // A server that loses its Redis would complain.
    for (const { stop } of started.toReversed()) await stop();
  }
}
