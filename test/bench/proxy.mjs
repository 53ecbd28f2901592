import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('proxy-servers.mjs', import.meta.url));
const PATH = '/social-media-posting/oauth/loc1/facebook/accounts/';
const ROUND_MS = 1_500;
const ROUNDS = 7;
const PATIENCE_MS = 15_000;

/** Behaviours of HighLevel: the account to request, the number of connections, and the expected statuses. */
const UPSTREAMS = {
  prompt: { account: '65f1a2b3c4d5e6f708192a3b', connections: 16, statuses: [200] },
  slow: { account: 'slow', connections: 256, statuses: [200] },
  failing: { account: 'failing', connections: 16, statuses: [500, 502] },
};

async function startServer(role, upstream = '') {
  const args = ['--expose-gc', SERVER, role, upstream];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const [line] = await once(child.stdout, 'data');
  return {
    url: String(line).trim(),
    async readMemory() {
      child.send('memory');
      return (await once(child, 'message'))[0];
    },
    stop() {
      child.disconnect();
      child.kill();
    },
  };
}

function send(url, agent, statuses) {
  const headers = { 'X-GHL-Connect': '1', 'Sec-Fetch-Site': 'same-origin' };
  return new Promise((resolve, reject) => {
    const call = request(url, { agent, headers, timeout: PATIENCE_MS }, (response) => {
      const { statusCode } = response;
      response
        .resume()
        .on('error', reject)
        .on('end', () => (statuses.includes(statusCode) ? resolve() : reject(new Error(String(statusCode)))));
    });
    call.on('timeout', () => call.destroy(new Error(`No answer within ${PATIENCE_MS} ms.`)));
    call.on('error', reject).end();
  });
}

/** Resolves with the requests per second that a server answers over a number of connections. */
async function measure(origin, { account, connections, statuses }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const url = origin + PATH + account;
  const start = performance.now();
  let answered = 0;
  async function keepAsking() {
    for (; performance.now() - start < ROUND_MS; answered += 1) await send(url, agent, statuses);
  }
  await Promise.all(Array.from({ length: connections }, keepAsking));
  const seconds = (performance.now() - start) / 1_000;
  agent.destroy();
  return answered / seconds;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Compares the servers, which take turns; each round yields a ratio. */
async function compare(servers, upstream) {
  const rates = { proxy: [], forwarder: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? ['proxy', 'forwarder'] : ['forwarder', 'proxy'];
    for (const name of order) rates[name].push(await measure(servers[name].url, upstream));
  }
  const ratio = median(rates.proxy.map((rate, round) => rate / rates.forwarder[round]));
  return {
    ratio: Number(ratio.toFixed(3)),
    requestsPerSecond: {
      proxy: Math.round(median(rates.proxy)),
      forwarder: Math.round(median(rates.forwarder)),
    },
  };
}

/**
 * Compares the requests per second of the proxy with those of a server that only forwards requests with the token added. Both
 * run on srvx, each in its own process, in front of the same stub. `left` is the growth of their heaps since the warm-up.
 */
export async function run() {
  const stub = await startServer('stub');
  const servers = { proxy: await startServer('proxy', stub.url), forwarder: await startServer('forwarder', stub.url) };
  const { proxy, forwarder } = servers;
  for (const { url } of [proxy, forwarder]) await measure(url, UPSTREAMS.prompt);
  const before = { proxy: await proxy.readMemory(), forwarder: await forwarder.readMemory() };
  const upstreams = {};
  for (const [name, upstream] of Object.entries(UPSTREAMS)) upstreams[name] = await compare(servers, upstream);
  const after = { proxy: await proxy.readMemory(), forwarder: await forwarder.readMemory() };
  for (const { stop } of [stub, proxy, forwarder]) stop();
  const round = (value) => Number(value.toFixed(1));
  return {
    goal: 'ratio of at least 0.8',
    passed: upstreams.prompt.ratio >= 0.8,
    ...upstreams.prompt,
    slowUpstream: upstreams.slow,
    failingUpstream: upstreams.failing,
    megabytes: {
      peak: { proxy: round(after.proxy.peak), forwarder: round(after.forwarder.peak) },
      left: {
        proxy: round(after.proxy.heap - before.proxy.heap),
        forwarder: round(after.forwarder.heap - before.forwarder.heap),
      },
    },
  };
}
