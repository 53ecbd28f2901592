import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, platform } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FileLog } from '../../../src/cli/stores/file-log.js';
import { openFileStore, type OpenedStore } from '../../../src/cli/stores/file-store.js';
import { buildProgram } from '../../store/build-program.js';
import { testConformance } from '../../store/test-conformance.js';

const KILLS = 10;

let folder: string;
const opened: OpenedStore[] = [];

async function open(path = folder): Promise<OpenedStore> {
  const store = await openFileStore(path);
  opened.push(store);
  return store;
}

async function reopen(): Promise<OpenedStore['store']> {
  await opened.pop()?.close();
  return (await open()).store;
}

describe('the store in a file', () => {
  let path: string;
  let shared: OpenedStore;
  beforeAll(async () => {
    path = await mkdtemp(`${tmpdir()}/ghl-file-`);
    shared = await openFileStore(path);
  });
  afterAll(async () => {
    await shared.close();
    await rm(path, { recursive: true });
  });
  testConformance(() => shared.store);
});

describe('the file of a store', () => {
  beforeEach(async () => {
    folder = await mkdtemp(`${tmpdir()}/ghl-file-`);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await rm(folder, { recursive: true, force: true });
  });

  const readLines = async () => (await readFile(join(folder, 'store.jsonl'), 'utf8')).split('\n').slice(0, -1);

  it('has the values, and not what was deleted or has expired, when it is opened again', async () => {
    const { store } = await open();
    await store.set('kept', 'Zoë\n"quoted"');
    await store.set('deleted', 'value');
    await store.delete('deleted');
    await store.set('expired', 'value', { ttl: 0.001 });
    await store.set('lasting', 'value', { ttl: 600 });
    while (await store.get('expired'));
    const again = await reopen();
    expect((await again.get('kept'))?.value).toBe('Zoë\n"quoted"');
    expect(await again.get('deleted')).toBeUndefined();
    expect(await again.get('expired')).toBeUndefined();
    expect((await again.get('lasting'))?.value).toBe('value');
    expect(await readLines()).toHaveLength(2);
  });

  it('lets a value expire although the process was started again', async () => {
    await (await open()).store.set('key', 'value', { ttl: 0.2 });
    const again = await reopen();
    while (await again.get('key')) await delay(5);
    expect(await (await reopen()).get('key')).toBeUndefined();
  });

  it('is created with its folder, for its owner alone', async () => {
    await open(join(folder, 'new/folder'));
    const [directory, file] = await Promise.all([
      stat(join(folder, 'new/folder')),
      stat(join(folder, 'new/folder/store.jsonl')),
    ]);
    if (platform !== 'win32') expect([directory.mode & 0o777, file.mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it('loses a line that was written in part only, and nothing else', async () => {
    await (await open()).store.set('kept', 'value');
    await opened.pop()!.close();
    await appendFile(join(folder, 'store.jsonl'), '["torn","val');
    const { store } = await open();
    expect([(await store.get('kept'))?.value, await store.get('torn')]).toEqual(['value', undefined]);
    await store.set('next', 'value');
    expect((await (await reopen()).get('next'))?.value).toBe('value');
  });

  it('is not opened when a line in it is damaged', async () => {
    await writeFile(join(folder, 'store.jsonl'), '["one","value",null]\n{"damaged"\n["two","value",null]\n');
    await expect(open()).rejects.toThrow(/Line 2 of .*store\.jsonl is damaged/);
    await writeFile(join(folder, 'store.jsonl'), '["one","value",null]\n');
    expect((await (await open()).store.get('one'))?.value).toBe('value');
  });

  it('does not grow with every write', async () => {
    const { store } = await open();
    for (let round = 0; round < 30; round += 1) {
      await Promise.all(Array.from({ length: 500 }, (_, index) => store.set(`key${index % 10}`, String(round))));
    }
    expect((await readLines()).length).toBeLessThan(11_000);
    expect((await (await reopen()).get('key0'))?.value).toBe('29');
  });

  it('belongs to one process at a time', async () => {
    await open();
    await expect(open()).rejects.toThrow(/Another process uses .* postgres:\/\/ or redis:\/\//);
    await opened.pop()!.close();
    expect(await (await open()).store.set('key', 'value')).toBe(true);
  });

  it('is not written any more when it is closed', async () => {
    const { store } = await open();
    await opened.pop()!.close();
    await expect(store.set('key', 'value')).rejects.toThrow('is closed');
  });

  it('is written anew as a whole after a write has failed', async () => {
    const path = join(folder, 'later/store.jsonl');
    const lines: string[] = ['one'];
    const log = new FileLog(path, () => lines);
    await expect(log.append('one')).rejects.toThrow('ENOENT');
    await mkdir(join(folder, 'later'));
    lines.push('two');
    await log.append('two');
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\n');
    await log.append('three');
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\nthree\n');
    await log.close();
  });
});

describe('a process that is killed while it writes', () => {
  it('has lost nothing that it was told is written', async () => {
    const path = await mkdtemp(`${tmpdir()}/ghl-file-`);
    const program = await buildProgram('test/cli/stores/file-writer.ts');
    let acknowledged = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = spawn(execPath, [program, path, String(acknowledged)], { stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = once(child, 'exit');
      const lines = createInterface({ input: child.stdout });
      const first = once(lines, 'line');
      lines.on('line', (line) => (acknowledged = Number(line)));
      await first;
      await delay(Math.random() * 50);
      child.kill('SIGKILL');
      await exited;
      await new Promise((resolve) => setImmediate(resolve));
      const { store, close } = await openFileStore(path);
      for (let number = 1; number <= acknowledged; number += 1) {
        expect((await store.get(`key${number}`))?.value, `key${number}`).toBe(String(number));
      }
      await close();
    }
    expect(acknowledged).toBeGreaterThan(KILLS);
    await rm(path, { recursive: true });
  }, 120_000);
});
