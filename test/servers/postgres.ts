import { execFile } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findServer } from './find-servers.mjs';
import { makeDataFolder, startPrivateServer, type PrivateServer, type SystemUser } from './private-server.js';

const run = promisify(execFile);

async function readId(option: '-u' | '-g', user: string): Promise<number> {
  const { stdout } = await run('id', [option, user]);
  return Number(stdout);
}

/** PostgreSQL refuses to run as root. The user `postgres` comes with Debian's package, `nobody` with every system. */
async function chooseUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const readUser = async (name: string) => ({ uid: await readId('-u', name), gid: await readId('-g', name) });
  return readUser('postgres').catch(() => readUser('nobody'));
}

/**
 * Starts a PostgreSQL server with one empty database, `postgres`, that its superuser `postgres` enters without a
 * password. Guard its tests by `findServer('postgres')`.
 */
export async function startPostgres(): Promise<PrivateServer> {
  const command = findServer('postgres');
  if (!command) throw new Error('PostgreSQL is not installed: node test/setup/ensure-packages.mjs postgres');
  const folder = await makeDataFolder();
  const user = await chooseUser();
  if (user) await chown(folder, user.uid, user.gid);
  const initialise = ['-D', folder, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-sync'];
  await run(join(dirname(command), 'initdb'), initialise, user);
  // The data outlives no test: waiting for the disk would only cost time.
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  return startPrivateServer(folder, (port) => ({
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    command,
    args: ['-D', folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    ready: /database system is ready to accept connections/,
    // "Fast shutdown": ends the sessions of clients instead of waiting for them.
    stopSignal: 'SIGINT',
    user,
  }));
}
