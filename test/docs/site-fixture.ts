import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** The documentation site as files. */
export interface BuiltSite {
  readonly folder: string;
  /** Paths of all pages, below the folder. */
  readonly pages: readonly string[];
  readonly remove: () => void;
}

/** Builds the documentation site into a folder of its own. */
export function buildSite(): BuiltSite {
  const folder = mkdtempSync(join(tmpdir(), 'ghl-social-connect-site-'));
  const command = [`${ROOT}node_modules/vitepress/bin/vitepress.js`, 'build', 'demo/docs', '--outDir', folder];
  execFileSync(process.execPath, command, { cwd: ROOT, stdio: 'pipe' });
  const names = readdirSync(folder, { recursive: true }).map(String);
  return {
    folder,
    pages: names.filter((name) => name.endsWith('.html')).sort(),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/**
 * Serves the files of a folder, as a host for static sites does.
 *
 * @param policy The Content-Security-Policy of every response.
 * @param base Path that they are below, without a slash at the end.
 */
export async function serveFolder(
  folder: string,
  policy: string,
  base = '',
): Promise<{ origin: string; server: Server }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const body = path.startsWith(`${base}/`) ? readFile(folder + path.slice(base.length)) : Promise.reject();
    body.then(
      (content) => {
        response.setHeader('content-security-policy', policy);
        response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, server };
}
