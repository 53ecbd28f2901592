import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findServer } from '../servers/find-servers.mjs';
import { startRedis } from '../servers/redis.js';
import { install, startHighLevel, createPage } from './custom-page/contract.js';
import { COMMAND_LINE, createTutorialFolder, findFreePort, startServer } from './tutorial-fixture.js';

const run = promisify(execFile);
const GUIDES = new URL('../../demo/docs/server/', import.meta.url);
const PAGE_ORIGIN = 'http://localhost:3000';

/** The variables that a guide tells to save, with the addresses of a test. */
function writeVariables(guide: string, folder: string, changes: Readonly<Record<string, string>>): void {
  const text = readFileSync(new URL(guide, GUIDES), 'utf8');
  const block = /```ini\n([^`]*)```/.exec(text)?.[1] ?? '';
  const lines = block.trim().split('\n');
  const names = lines.map((line) => line.split('=')[0]!);
  for (const name of Object.keys(changes)) expect(names).toContain(name);
  const changed = lines.map((line, index) => {
    const name = names[index]!;
    return name in changes ? `${name}=${changes[name]}` : line;
  });
  writeFileSync(`${folder}/.env`, `${changed.join('\n')}\n`);
}

async function startProxy(cwd: string, origin: string): Promise<void> {
  const command = [process.execPath, COMMAND_LINE, 'proxy', '--port', new URL(origin).port];
  await startServer(command, `${origin}/health`, { cwd });
}

/** What the guide's program prints: the status, and the accounts or the error. */
async function list(cwd: string, origin: string, locationId: string): Promise<string> {
  const program = ['--env-file=.env', 'list.mjs', origin, locationId];
  const { stdout } = await run(process.execPath, program, { cwd, env: { PATH: process.env.PATH } });
  return stdout;
}

describe('the guide "One location"', () => {
  it('ends with the accounts of the location, and serves no other', async () => {
    const simulator = `http://localhost:${await findFreePort()}`;
    const origin = `http://localhost:${await findFreePort()}`;
    const cwd = createTutorialFolder(['one-location'], [], {});
    writeVariables('one-location.md', cwd, { GHL_UPSTREAM: simulator });
    const command = [process.execPath, COMMAND_LINE, 'simulate', '--port', new URL(simulator).port];
    await startServer(command, simulator, { cwd });
    await startProxy(cwd, origin);
    expect(await list(cwd, origin, 'location-1')).toMatch(/^200 \[\s+'.+ \(facebook\)'/);
    expect(await list(cwd, origin, 'location-2')).toMatch(/^403 /);
  });
});

describe('the guide "Many instances"', () => {
  it.skipIf(!findServer('redis'))(
    'ends with two instances that serve one installation, and outlives the store',
    async () => {
      const redis = await startRedis();
      let isRunning = true;
      const stopRedis = async () => {
        if (isRunning) await redis.stop();
        isRunning = false;
      };
      onTestFinished(stopRedis);
      const origins = [`http://localhost:${await findFreePort()}`, `http://localhost:${await findFreePort()}`];
      const [first = ''] = origins;
      const cwd = createTutorialFolder(['one-location'], ['redis'], {});
      writeVariables('many-instances.md', cwd, {
        GHL_CLIENT_ID: '65f1a2b3c4d5e6f708192a3b-app',
        GHL_CLIENT_SECRET: 'the-client-secret-of-the-tests',
        GHL_UPSTREAM: await startHighLevel(),
        PUBLIC_URL: first,
        STORE_URL: redis.url,
      });
      for (const origin of origins) await startProxy(cwd, origin);
      for (const origin of origins) expect(await list(cwd, origin, 'location-1')).not.toMatch(/^200/);
      await install(createPage(first, PAGE_ORIGIN), first);
      for (const origin of origins) expect(await list(cwd, origin, 'location-1')).toMatch(/^200 /);

      await stopRedis();
      for (const origin of origins) {
        expect(await list(cwd, origin, 'location-1')).toMatch(/^200 /);
        expect((await fetch(`${origin}/health`)).status).toBe(200);
      }
      expect(await list(cwd, first, 'location-2')).toMatch(/^502 /);
    },
  );
});
