import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { ALIAS } from '../../entries.js';

/** Bundles the service worker of the live demo into one classic script, which every browser can register. */
export async function bundleWorker(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: ALIAS },
    build: {
      write: false,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL('worker.ts', import.meta.url)),
        formats: ['iife'],
        name: 'worker',
        fileName: 'worker',
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [];
  const [chunk] = output?.output ?? [];
  if (!chunk) throw new Error('Vite returned no service worker.');
  return chunk.code;
}
