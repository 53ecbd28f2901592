import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSource } from '../browsers/source-module.mjs';
import { findServer } from '../servers/find-servers.mjs';

const PATH = '/social-media-posting/oauth/-/facebook/accounts/65f1a2b3c4d5e6f708192a3b';
const KEY = randomBytes(32).toString('hex');
/** Enough that no location reaches its limit. */
const LOCATIONS = 5_000;
const CONNECTIONS = 16;
const ROUND_MS = 1_500;
const ROUNDS = 7;
const PROCESSES = [1, 2, 4];
/** Most processes of one server, and those which the single comparisons use. */
const MOST = Math.max(...PROCESSES);

/** Starts a program and resolves with its first line of output. */
async function start(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  child.stdout.resume();
  const ended = once(child, 'exit');
  return {
    line: String(line).trim(),
    async stop() {
      // Nothing here is to be kept, and some servers wait for open connections.
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const startNode = (file, ...args) => start(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...args]);

/** Starts a Redis of its own, on a socket in a folder of its own. */
async function startRedis() {
  const program = findServer('redis');
  if (!program)
    throw new Error('redis-server is not installed. `npm test` installs it from Debian, or says what to do.');
  const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-bench-'));
  const socket = join(folder, 'redis.sock');
  const { stop } = await start(program, ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder]);
  return {
    url: `unix://${socket}`,
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createTokens() {
  const { createSessionToken } = await loadSource('proxy');
  const create = (_, index) =>
    createSessionToken({ locationId: `location${index}`, userId: 'user1' }, { key: KEY, expiresIn: 600 });
  return Promise.all(Array.from({ length: LOCATIONS }, create));
}

function send(origin, agent, token) {
  const headers = { Authorization: `Bearer ${token}`, 'X-GHL-Connect': '1', 'Sec-Fetch-Site': 'same-origin' };
  return new Promise((resolve, reject) => {
    request(origin + PATH, { agent, headers }, (response) => {
      const { statusCode } = response;
      const isFine = () => (statusCode === 200 ? resolve() : reject(new Error(`The server answered ${statusCode}.`)));
      response.resume().on('error', reject).on('end', isFine);
    })
      .on('error', reject)
      .end();
  });
}

/** Resolves with the requests per second that servers answer together. Each connection has its server. */
async function measure(origins, tokens) {
  const agent = new Agent({ keepAlive: true });
  const begin = performance.now();
  let answered = 0;
  async function keepAsking(_, connection) {
    const origin = origins[connection % origins.length];
    for (; performance.now() - begin < ROUND_MS; answered += 1) {
      await send(origin, agent, tokens[(answered * CONNECTIONS + connection) % LOCATIONS]);
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, keepAsking));
  const seconds = (performance.now() - begin) / 1_000;
  agent.destroy();
  return answered / seconds;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Measures the contestants in turn, in another order each round. */
async function compare(contestants, tokens) {
  const names = Object.keys(contestants);
  const rates = Object.fromEntries(names.map((name) => [name, []]));
  for (const origins of Object.values(contestants)) await measure(origins, tokens);
  for (let round = 0; round < ROUNDS; round += 1) {
    const shift = round % names.length;
    for (const name of [...names.slice(shift), ...names.slice(0, shift)]) {
      rates[name].push(await measure(contestants[name], tokens));
    }
  }
  const ratioOf = (one, other) =>
    Number(median(rates[one].map((rate, round) => rate / rates[other][round])).toFixed(3));
  return {
    ratioOf,
    requestsPerSecond: Object.fromEntries(names.map((name) => [name, Math.round(median(rates[name]))])),
  };
}

/**
 * Compares the requests per second of the proxy with session tokens and rate limits: with its limits in Redis against in
 * memory, in 1, 2 and 4 processes on one Redis, and against what people would write instead. All run in processes of
 * their own, in front of the same stub.
 */
export async function run() {
  const tokens = await createTokens();
  const started = [];
  const keep = (running) => {
    started.push(running);
    return running;
  };
  try {
    const redis = keep(await startRedis());
    const stub = keep(await startNode('proxy-servers.mjs', 'stub'));
    const startServer = async (role) =>
      keep(await startNode('store-servers.mjs', role, stub.line, KEY, redis.url)).line;
    const shared = [];
    for (let count = 0; count < MOST; count += 1) shared.push(await startServer('redis'));
    const contestants = {
      memory: [await startServer('memory')],
      ...Object.fromEntries(PROCESSES.map((count) => [`redis-${count}`, shared.slice(0, count)])),
      express: [await startServer('express')],
      hono: [await startServer('hono')],
    };
    const { ratioOf, requestsPerSecond } = await compare(contestants, tokens);
    const ratios = {
      redisToMemory: ratioOf('redis-1', 'memory'),
      twoProcessesToOne: ratioOf('redis-2', 'redis-1'),
      fourProcessesToOne: ratioOf('redis-4', 'redis-1'),
      toExpressWithSdk: ratioOf('memory', 'express'),
      toHonoWithZod: ratioOf('memory', 'hono'),
      redisToExpressWithSdk: ratioOf('redis-1', 'express'),
      redisToHonoWithZod: ratioOf('redis-1', 'hono'),
    };
    const goals = { redisToMemory: 0.8, toExpressWithSdk: 1, toHonoWithZod: 1 };
    return { goals, ratios, requestsPerSecond };
  } finally {
    // A server that loses its Redis would complain.
    for (const { stop } of started.toReversed()) await stop();
  }
}
