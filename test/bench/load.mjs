// Puts load on HTTP servers that run in processes of their own, and compares them.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';

const SERVERS = fileURLToPath(new URL('servers.mjs', import.meta.url));
const ROUND_MS = 600;
/** Of a round, however long it then takes. Fewer would mostly measure new connections and cold caches on a busy machine. */
const ROUND_REQUESTS = 300;
const ROUNDS = 11;
/** Requests to each process, after which its compiler has settled. Its work counts as CPU time. */
const WARM_UP = 8_000;
const PATIENCE_MS = 15_000;

/** Starts a server of `servers.mjs` in a process of its own. `settings` become its parameters. */
export async function startServer(role, settings = {}) {
  const child = fork(SERVERS, [role, JSON.stringify(settings)], { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit');
  async function ask(question) {
    child.send(question);
    return (await once(child, 'message'))[0];
  }
  const [started] = await Promise.race([once(child, 'message'), ended]);
  if (typeof started.origin !== 'string') throw new Error(`The server "${role}" did not start.`);
  return {
    origin: started.origin,
    /** CPU time of the process so far, in microseconds, all threads included. */
    readCpu: () => ask('cpu'),
    /** Megabytes of the heap after garbage collection, and of the whole process at its peak. */
    readMemory: () => ask('memory'),
    async stop() {
      // Nothing here is to be kept, and some servers wait for open connections.
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function send(url, agent, headers, statuses) {
  return new Promise((resolve, reject) => {
    const call = request(url, { agent, headers, timeout: PATIENCE_MS }, (response) => {
      const { statusCode } = response;
      const isExpected = () => statuses.includes(statusCode);
      response
        .resume()
        .on('error', reject)
        .on('end', () => (isExpected() ? resolve() : reject(new Error(`${url} answered ${statusCode}.`))));
    });
    call.on('timeout', () => call.destroy(new Error(`${url} gave no answer within ${PATIENCE_MS} ms.`)));
    call.on('error', reject).end();
  });
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Keeps `connections` connections busy while `goesOn` says so. Each has its server. */
async function measure({ servers, path, connections, statuses = [200], createHeaders }, goesOn) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const cpuBefore = sum(await Promise.all(servers.map(({ readCpu }) => readCpu())));
  const begin = performance.now();
  let sent = 0;
  async function keepAsking(_, connection) {
    const url = servers[connection % servers.length].origin + path;
    while (goesOn(sent, performance.now() - begin)) await send(url, agent, createHeaders(sent++), statuses);
  }
  await Promise.all(Array.from({ length: connections }, keepAsking));
  const seconds = (performance.now() - begin) / 1_000;
  agent.destroy();
  const cpu = sum(await Promise.all(servers.map(({ readCpu }) => readCpu()))) - cpuBefore;
  return { rate: sent / seconds, cpu: cpu / sent };
}

const isRoundOpen = (sent, elapsed) => sent < ROUND_REQUESTS || elapsed < ROUND_MS;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Measures the contestants in turn, in another order each round. Each round yields ratios, of which the median counts: what
 * else the machine does affects both sides of a ratio.
 *
 * A ratio above 1 is good in both figures: more requests per second, or less CPU time of the server's processes for each.
 * CPU time depends less on what else runs.
 */
export async function compare(contestants) {
  const names = Object.keys(contestants);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (const contestant of Object.values(contestants)) {
    await measure(contestant, (sent) => sent < WARM_UP * contestant.servers.length);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const shift = round % names.length;
    for (const name of [...names.slice(shift), ...names.slice(0, shift)]) {
      results[name].push(await measure(contestants[name], isRoundOpen));
    }
  }
  const toRatio = (values) => Number(median(values).toFixed(3));
  return {
    ratioOf: (one, other) => ({
      requests: toRatio(results[one].map(({ rate }, round) => rate / results[other][round].rate)),
      cpu: toRatio(results[one].map(({ cpu }, round) => results[other][round].cpu / cpu)),
    }),
    absolute: Object.fromEntries(
      names.map((name) => [
        name,
        {
          requestsPerSecond: Math.round(median(results[name].map(({ rate }) => rate))),
          cpuMicroseconds: Math.round(median(results[name].map(({ cpu }) => cpu))),
        },
      ]),
    ),
  };
}
