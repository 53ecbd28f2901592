// Serves a store on Deno KV: deno run … deno-program.mjs FILE PORT
import { createDenoKvStore, type DenoKv } from '../../src/store/deno-kv.js';
import { serveStore } from './serve-store.js';

declare const Deno: {
  args: string[];
  openKv(path: string): Promise<DenoKv>;
  serve(options: { port: number; hostname: string }, handler: (request: Request) => Promise<Response>): unknown;
};

const [file = '', port = ''] = Deno.args;
const store = createDenoKvStore(await Deno.openKv(file));
Deno.serve({ port: Number(port), hostname: '127.0.0.1' }, (request) => serveStore(request, store));
