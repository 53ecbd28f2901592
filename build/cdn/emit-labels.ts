import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import { sourcePath } from '../paths.js';

/** A page that is not UTF-8 reads a classic script in its own encoding. */
const escapeNonAscii = (json: string) =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * Makes a script of each translation. It passes its words to the element that is registered, so it contains no copy of
 * the element's code, and works as a module and as a classic script.
 */
export function emitLabels(): Plugin {
  const folder = sourcePath('element/i18n/locales/');
  return {
    name: 'emit-labels',
    async generateBundle() {
      for (const file of readdirSync(folder).filter((name) => name !== 'en.ts')) {
        const { module } = await runnerImport<{ default: object }>(folder + file, { configFile: false });
        const lang = basename(file, '.ts');
        const code = `customElements?.whenDefined("ghl-social-connect").then(c=>c.registerLabels("${lang}",${escapeNonAscii(JSON.stringify(module.default))}))`;
        this.emitFile({ type: 'asset', fileName: `labels/${lang}.js`, source: `${code};\n` });
      }
    },
  };
}
