import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Prints the size of each script, as it is and compressed. */
export function printSizes(): Plugin {
  return {
    name: 'print-sizes',
    writeBundle(_options, bundle) {
      for (const chunk of Object.values(bundle).filter((output) => output.type === 'chunk')) {
        const code = Buffer.from(chunk.code);
        const brotli = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
        const gzip = gzipSync(code, { level: 9 });
        console.log(`${chunk.fileName}: ${code.length} bytes, gzip ${gzip.length}, brotli ${brotli.length}`);
      }
    },
  };
}
