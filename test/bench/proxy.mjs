import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('proxy-servers.mjs', import.meta.url));
const PATH = '/social-media-posting/oauth/loc1/facebook/accounts/65f1a2b3c4d5e6f708192a3b';
const CONNECTIONS = 16;
const ROUND_MS = 1_500;
const ROUNDS = 7;

async function startServer(role, upstream = '') {
  const child = spawn(process.execPath, [SERVER, role, upstream], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  return { url: String(line).trim(), stop: () => child.kill() };
}

function send(url, agent) {
  const headers = { 'X-GHL-Connect': '1', 'Sec-Fetch-Site': 'same-origin' };
  return new Promise((resolve, reject) => {
    const call = request(url, { agent, headers }, (response) => {
      response
        .resume()
        .on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(String(response.statusCode)))));
    });
    call.on('error', reject).end();
  });
}

/** Requests per second that a server answers, as many at a time as there are connections. */
async function measure(origin) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const url = origin + PATH;
  const start = performance.now();
  let answered = 0;
  async function keepAsking() {
    for (; performance.now() - start < ROUND_MS; answered += 1) await send(url, agent);
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, keepAsking));
  const seconds = (performance.now() - start) / 1_000;
  agent.destroy();
  return answered / seconds;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Requests per second of the proxy, against a server that only passes requests on with the token added: both on srvx,
 * each in a process of its own, before the same stub. The rounds take turns, and each gives a ratio.
 */
export async function run() {
  const stub = await startServer('stub');
  const servers = { proxy: await startServer('proxy', stub.url), forwarder: await startServer('forwarder', stub.url) };
  const rates = { proxy: [], forwarder: [] };
  for (const { url } of Object.values(servers)) await measure(url);
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? ['proxy', 'forwarder'] : ['forwarder', 'proxy'];
    for (const name of order) rates[name].push(await measure(servers[name].url));
  }
  for (const { stop } of [stub, ...Object.values(servers)]) stop();
  const ratio = median(rates.proxy.map((rate, round) => rate / rates.forwarder[round]));
  return {
    goal: 'ratio of at least 0.8',
    passed: ratio >= 0.8,
    ratio: Number(ratio.toFixed(3)),
    requestsPerSecond: {
      proxy: Math.round(median(rates.proxy)),
      forwarder: Math.round(median(rates.forwarder)),
    },
  };
}
