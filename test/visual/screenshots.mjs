// Renders the gallery into one page of pictures: `npm run screenshots`. With `-- --update`, what was rendered becomes
// what the tests compare with.
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('screenshots.ts', import.meta.url)), {
  configFile: false,
});
await module.takeScreenshots({ update: argv.includes('--update') });
