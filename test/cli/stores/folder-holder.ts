// Takes a folder when it is told to, and says whether it could: folder-holder.mjs FOLDER. A line starts it; it holds until it is killed.
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
