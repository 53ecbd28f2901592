import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';

/** The database servers that tests start. */
export const SERVERS = ['redis', 'postgres'];

/** Debian keeps PostgreSQL's programs here, in a folder per major version, and puts none of them on the path. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

function findCommand(name, folders) {
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

const listPathFolders = () => (env.PATH ?? '').split(delimiter);

function listPostgresFolders() {
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : [];
  const newestFirst = versions.sort((one, other) => Number(other) - Number(one));
  return [...newestFirst.map((version) => join(DEBIAN_POSTGRES, version, 'bin')), ...listPathFolders()];
}

const FINDERS = {
  redis: () => findCommand('redis-server', listPathFolders()),
  postgres: () => findCommand('initdb', listPostgresFolders()) && findCommand('postgres', listPostgresFolders()),
};

/** Path of the program that is `server` (`redis` or `postgres`) on this machine; `undefined` if it is not installed. */
export function findServer(server) {
  return FINDERS[server]?.();
}
