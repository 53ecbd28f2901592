import { compare, startServer } from './load.mjs';
import { DIST } from './session-load.mjs';

const PATH = '/social-media-posting/oauth/loc1/facebook/accounts/';
const HEADERS = { 'X-GHL-Connect': '1', 'Sec-Fetch-Site': 'same-origin' };

/** Behaviours of HighLevel: the account to request, the number of connections, and the expected statuses. */
const UPSTREAMS = {
  prompt: { account: '65f1a2b3c4d5e6f708192a3b', connections: 16, statuses: [200] },
  slow: { account: 'slow', connections: 256, statuses: [200] },
  failing: { account: 'failing', connections: 16, statuses: [500, 502] },
};

/**
 * Compares the built proxy with a server that only forwards requests with the token added. Both run on srvx, each in its own
 * process, in front of the same stub. `left` is the growth of their heaps since the first comparison.
 */
export async function run() {
  const stub = await startServer('stub');
  const settings = { upstream: stub.origin, dist: DIST };
  const proxy = await startServer('proxy', settings);
  const forwarder = await startServer('forwarder', settings);
  const readMemory = async () => ({ proxy: await proxy.readMemory(), forwarder: await forwarder.readMemory() });
  try {
    const figures = {};
    let before;
    for (const [name, { account, ...load }] of Object.entries(UPSTREAMS)) {
      const contest = (server) => ({ ...load, servers: [server], path: PATH + account, createHeaders: () => HEADERS });
      const { ratioOf, absolute } = await compare({ proxy: contest(proxy), forwarder: contest(forwarder) });
      figures[name] = { ratio: ratioOf('proxy', 'forwarder'), absolute };
      before ??= await readMemory();
    }
    const after = await readMemory();
    const round = (value) => Number(value.toFixed(1));
    const forBoth = (read) => ({ proxy: round(read('proxy')), forwarder: round(read('forwarder')) });
    return {
      goal: 0.8,
      ...figures,
      megabytes: {
        peak: forBoth((name) => after[name].peak),
        left: forBoth((name) => after[name].heap - before[name].heap),
      },
    };
  } finally {
    for (const { stop } of [proxy, forwarder, stub]) await stop();
  }
}
