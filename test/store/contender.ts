// One of several processes that use one store at once: contender.mjs ADDRESS KEY CALLS. It starts when it reads a line.
import { once } from 'node:events';
import { exit, stdin, stdout } from 'node:process';
import { contend } from './contend.js';
import { openStore } from './open-store.js';

const [address = '', key = '', calls = ''] = process.argv.slice(2);
const { store } = await openStore(address);
await store.get(key);
stdout.write('ready\n');
await once(stdin, 'data');
stdout.write(`${JSON.stringify(await contend(store, key, Number(calls)))}\n`, () => exit());
