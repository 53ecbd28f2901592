import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ENVIRONMENT, type RunningProxy } from './contract.js';

const HOST = '127.0.0.1';
const POLL_MS = 20;

/** Some shells set HOST to the name of the machine: an example that listens there would not start. */
const SHELL = { NO_COLOR: '1', HOST: 'name-of-a-machine.invalid' };

/** The command line that runs a module at an address, and what it needs beside it. */
export type Launch = (file: string, port: number) => Promise<readonly string[]> | readonly string[];

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Workers get their secrets as bindings, and may reach the loopback only if told so. */
export async function writeWorkerConfig(file: string, port: number): Promise<string> {
  const path = `${dirname(file)}/worker.capnp`;
  const bindings = Object.entries(ENVIRONMENT).map(([name, value]) => `(name = "${name}", text = "${value}")`);
  await writeFile(
    path,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "proxy", worker = (
      modules = [(name = "worker.mjs", esModule = embed "cloudflare.mjs")],
      compatibilityDate = "2026-01-01",
      bindings = [${bindings.join(', ')}],
    )),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "${HOST}:${port}", http = (), service = "proxy")],
);
`,
  );
  return path;
}

/** Runs a built example in a process of its own, and waits until it is alive. */
export async function runExample(file: string, launch: Launch, mount: string): Promise<RunningProxy> {
  const port = await findFreePort();
  const [command = '', ...args] = await launch(file, port);
  const child = spawn(command, args, {
    env: {
      ...SHELL,
      PATH: process.env.PATH,
      HOME: dirname(file),
      PROXY_HOST: HOST,
      PORT: String(port),
      ...ENVIRONMENT,
    },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const exited = once(child, 'exit');
  const send = (path: string, init?: RequestInit) => fetch(`http://${HOST}:${port}${mount}${path}`, init);

  async function waitUntilAlive(): Promise<void> {
    for (;;) {
      if (child.exitCode !== null) throw new Error(`It ended:\n${printed}`);
      const isAlive = await send('/health').then(
        ({ ok }) => ok,
        () => false,
      );
      if (isAlive) return;
      await delay(POLL_MS);
    }
  }

  await waitUntilAlive();
  return {
    send,
    get printed() {
      return printed;
    },
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
