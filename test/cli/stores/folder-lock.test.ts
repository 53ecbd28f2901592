import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { execPath } from 'node:process';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../src/cli/stores/folder-lock.js';
import { buildProgram } from '../../store/build-program.js';

/** A process of the test that can lock the folder. */
interface Holder {
  /** Makes it lock the folder. Resolves with `held`, or with the reason of its refusal. */
  take(): Promise<string>;
  kill(): Promise<void>;
}

const ROUNDS = 5;
const PROCESSES = 4;

let program: string;
let folder: string;
const holders: Holder[] = [];

async function start(): Promise<Holder> {
  const child = spawn(execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const readLine = async () => String((await lines.next()).value);
  const holder = {
    take() {
      child.stdin.write('take\n');
      return readLine();
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
  holders.push(holder);
  expect(await readLine()).toBe('ready');
  return holder;
}

async function killAll(): Promise<void> {
  await Promise.all(holders.splice(0).map((holder) => holder.kill()));
}

/** Leaves behind what a process leaves that was killed while it had the folder. */
async function leaveStale(): Promise<void> {
  const killed = await start();
  expect(await killed.take()).toBe('held');
  await killAll();
}

describe('the lock of a folder', () => {
  beforeAll(async () => {
    program = await buildProgram('test/cli/stores/folder-holder.ts');
  });
  beforeEach(async () => {
    folder = await mkdtemp(`${tmpdir()}/ghl-lock-`);
  });
  afterEach(async () => {
    await killAll();
    await rm(folder, { recursive: true, force: true });
  });

  it('goes to one of several processes that start together after another one was killed', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await leaveStale();
      const started = await Promise.all(Array.from({ length: PROCESSES }, start));
      const said = await Promise.all(started.map((holder) => holder.take()));
      expect(said.filter((line) => line === 'held')).toHaveLength(1);
      for (const line of said) expect(line).toMatch(/^held$|^refused: Another process uses /);
      await killAll();
    }
  });

  it('can be taken by one process after another one was killed, and leaves nothing behind when it is given up', async () => {
    await leaveStale();
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow('Another process uses');
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });
});
