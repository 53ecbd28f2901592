import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { arch, platform } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { buildProgram } from './build-program.js';

const { resolve } = createRequire(import.meta.url);
const HOST = '127.0.0.1';
const POLL_MS = 20;

/** A program that comes as a package of its own for each system; `undefined` where there is none for this one. */
function findProgram(file: string): string | undefined {
  try {
    return resolve(file);
  } catch {
    return undefined;
  }
}

export const deno = findProgram(`@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}/deno`);
export const workerd = findProgram(`@cloudflare/workerd-${platform}-${arch.replace('x64', '64')}/bin/workerd`);

/** A process that serves a store. */
export interface RuntimeServer {
  readonly url: string;
  stop(): Promise<void>;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function start(command: string, port: number, args: readonly string[], home: string): Promise<RuntimeServer> {
  const child = spawn(command, args, { env: { PATH: process.env['PATH'], HOME: home, NO_COLOR: '1' } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const exited = once(child, 'exit');
  const url = `http://${HOST}:${port}`;
  const isReady = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`${command} ended:\n${printed}`);
    await delay(POLL_MS);
  }
  return {
    url,
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Makes a folder for the data of a runtime. */
export async function makeFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(`${tmpdir()}/ghl-store-`);
  return { path, remove: () => rm(path, { recursive: true }) };
}

/** Starts a Deno process on the database in `folder`, which several processes may share. */
export async function startDeno(folder: string): Promise<RuntimeServer> {
  const program = await buildProgram('test/store/deno-program.ts', true);
  const port = await findFreePort();
  const flags = ['--unstable-kv', '--no-lock', '--no-config', '-A'];
  return start(deno!, port, ['run', ...flags, program, `${folder}/kv.sqlite`, String(port)], folder);
}

/** Starts workerd with a Durable Object that keeps its data in `folder`. */
export async function startWorkerd(folder: string): Promise<RuntimeServer> {
  const program = await buildProgram('test/store/worker-program.ts', true);
  const port = await findFreePort();
  const config = `${folder}/worker.capnp`;
  await copyFile(program, `${folder}/worker.mjs`);
  await writeFile(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "store", worker = (
      modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
      compatibilityDate = "2026-01-01",
      durableObjectNamespaces = [
        (className = "SocialConnectStore", uniqueKey = "social-connect-store", enableSql = true),
      ],
      durableObjectStorage = (localDisk = "disk"),
      bindings = [(name = "STORE", durableObjectNamespace = "SocialConnectStore")],
    )),
    (name = "disk", disk = (path = ${JSON.stringify(folder)}, writable = true)),
  ],
  sockets = [(name = "http", address = "${HOST}:${port}", http = (), service = "store")],
);
`,
  );
  return start(workerd!, port, ['serve', config, '--experimental'], folder);
}
