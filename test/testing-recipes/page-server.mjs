// Serves the page under test: `node page-server.mjs <port>`.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const FOLDERS = ['page/', '../../dist/cdn/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript' };

const server = createServer((request, response) => {
  const name = new URL(request.url, 'http://localhost').pathname.slice(1);
  const path = FOLDERS.map((folder) => folder + name).find((candidate) => existsSync(candidate));
  const type = TYPES[name.split('.').at(-1)];
  if (!/^[\w.-]+$/.test(name) || !path || !type) return response.writeHead(404).end();
  response.setHeader('content-type', type);
  createReadStream(path).pipe(response);
});
server.listen(Number(argv[2]), 'localhost', () => {
  console.log(`The page is at http://localhost:${server.address().port}`);
});
