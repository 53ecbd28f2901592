import { platform } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoConflicts } from './contention.js';
import { createRemoteStore } from './remote-store.js';
import { deno, makeFolder, startDeno, type RuntimeServer } from './start-runtime.js';
import { testRemoteConformance } from './test-conformance.js';

describe.skipIf(!deno)(deno ? 'the store on Deno KV' : `Deno, which has no package for ${platform}`, () => {
  let folder: Awaited<ReturnType<typeof makeFolder>>;
  const servers: RuntimeServer[] = [];

  beforeAll(async () => {
    folder = await makeFolder();
    servers.push(await startDeno(folder.path), await startDeno(folder.path));
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await folder?.remove();
  });

  testRemoteConformance(() => servers[0]!.url);

  it('grants nothing twice to two Deno processes on one database', () =>
    expectNoConflicts(...servers.map(({ url }) => `remote ${url}`)));

  it('keeps its values when the process is killed', async () => {
    const server = await startDeno(folder.path);
    await createRemoteStore(server.url).set('lasting', 'value');
    await server.stop();
    expect((await createRemoteStore(servers[1]!.url).get('lasting'))?.value).toBe('value');
  });
});
