// Writes numbers into a store until it is killed, and prints each one that is written: file-writer.mjs FOLDER LAST.
import { openFileStore } from '../../../src/cli/stores/file-store.js';

const [folder = '', last = ''] = process.argv.slice(2);
const { store } = await openFileStore(folder);
for (let number = Number(last) + 1; ; number += 1) {
  await store.set(`key${number}`, String(number));
  process.stdout.write(`${number}\n`);
}
