import { once } from 'node:events';
import { createServer as createNodeServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from 'srvx/node';
import { createServer, mergeConfig } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import recipe from '../../../demo/proxy/vite.js';
import { createFixture, DETAILS } from '../fixture.js';

describe("behind Vite's development server, as the guide configures it,", () => {
  const { handle } = createFixture();
  const server = createNodeServer(toNodeHandler(handle) as RequestListener);
  let origin: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const config = mergeConfig(recipe, {
      configFile: false,
      logLevel: 'error',
      optimizeDeps: { noDiscovery: true },
      server: { host: '127.0.0.1', port: 0, watch: null, proxy: { '/highlevel': { target } } },
    });
    const vite = await createServer(config);
    await vite.listen();
    origin = `http://127.0.0.1:${(vite.httpServer!.address() as AddressInfo).port}`;
    stop = () => vite.close();
  });
  afterAll(async () => {
    await stop?.();
    server.close();
  });

  /** As a browser without `Sec-Fetch-Site` sends it. */
  async function readDetails(pageOrigin: string): Promise<number> {
    const headers = { Origin: pageOrigin, 'X-GHL-Connect': '1' };
    return (await fetch(`${origin}/highlevel${DETAILS}`, { headers })).status;
  }

  it('the proxy accepts a page that Vite serves', async () => {
    expect(await readDetails(origin)).toBe(200);
  });

  it('the proxy refuses a page of another origin', async () => {
    expect(await readDetails('http://localhost:1')).toBe(403);
  });
});
