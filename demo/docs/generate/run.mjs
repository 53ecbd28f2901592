// Writes what is generated in the documents: `npm run docs`. It needs a build.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const WRITE = fileURLToPath(new URL('write.ts', import.meta.url));
await runnerImport(WRITE, { configFile: false, logLevel: 'error' });
