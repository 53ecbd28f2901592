// A process for tests. It waits for a line on its input, then tries to lock the folder in its first argument, and prints the
// result. It keeps the lock until the test kills it.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { lockFolder } from '../../../src/cli/stores/folder-lock.js';

const [folder = ''] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin });
process.stdout.write('ready\n');
await once(lines, 'line');
try {
  await lockFolder(folder);
  process.stdout.write('held\n');
} catch (error) {
  process.stdout.write(`refused: ${(error as Error).message}\n`);
}
