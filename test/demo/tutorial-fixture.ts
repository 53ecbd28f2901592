import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const TUTORIALS = `${ROOT}demo/tutorials/`;
export const COMMAND_LINE = `${ROOT}dist/cli/main.js`;

/** Some shells set HOST to the name of the machine: a server that listens there would not start. */
const MACHINE_NAME = 'name-of-a-machine.invalid';

export const SECRETS = {
  GHL_LOCATION_ID: 'location-1',
  GHL_USER_ID: 'user-1',
  SESSION_KEY: 'Zk3vQ9xT1mB7rLw5yHc8uJd2sNf6pGa4',
  RECEIPT_KEY: 'Rk7sQ2zV8nB4xM1wT6yH9cJ3fD5gL0pE',
};

/** An empty folder in which somebody has followed a tutorial: its files, a `.env`, and installed packages. */
export function createTutorialFolder(
  sources: readonly string[],
  packages: readonly string[],
  env: Record<string, string>,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-tutorial-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const source of sources) cpSync(TUTORIALS + source, folder, { recursive: true });
  mkdirSync(`${folder}/node_modules`);
  symlinkSync(ROOT, `${folder}/node_modules/ghl-social-connect`);
  for (const name of packages) symlinkSync(`${ROOT}node_modules/${name}`, `${folder}/node_modules/${name}`);
  const lines = Object.entries({ ...SECRETS, ...env }).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(`${folder}/.env`, lines.join(''));
  return folder;
}

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Runs a server until the test ends; resolves when it responds at `address`. */
export async function startServer(
  [program = '', ...args]: readonly string[],
  address: string,
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Record<string, string> },
): Promise<void> {
  const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH, HOST: MACHINE_NAME, ...env } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += String(chunk)));
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  while (!(await fetch(address).catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`It ended:\n${printed}`);
    await delay(20);
  }
}

/** A page of the tutorial in a browser, reduced to its requests: it keeps one cookie. */
export function createVisitor(origin: string) {
  let cookie: string | undefined;
  return async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('Sec-Fetch-Site', 'same-origin');
    if (cookie) headers.set('Cookie', cookie);
    const response = await fetch(origin + path, { ...init, headers });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return response;
  };
}
