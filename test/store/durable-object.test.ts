import { platform } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoConflicts } from './contention.js';
import { createRemoteStore } from './remote-store.js';
import { makeFolder, startWorkerd, workerd, type RuntimeServer } from './start-runtime.js';
import { testRemoteConformance } from './test-conformance.js';

describe.skipIf(!workerd)(
  workerd ? 'the store on Durable Objects' : `workerd, which has no package for ${platform}`,
  () => {
    let folder: Awaited<ReturnType<typeof makeFolder>>;
    let server: RuntimeServer;

    beforeAll(async () => {
      folder = await makeFolder();
      server = await startWorkerd(folder.path);
    });
    afterAll(async () => {
      await server?.stop();
      await folder?.remove();
    });

    testRemoteConformance(() => server.url);

    it('grants nothing twice to several clients at once', () => expectNoConflicts(`remote ${server.url}`));

    it('keeps its values when the process is killed', async () => {
      await createRemoteStore(server.url).set('lasting', 'value');
      await server.stop();
      server = await startWorkerd(folder.path);
      expect((await createRemoteStore(server.url).get('lasting'))?.value).toBe('value');
    });
  },
);
