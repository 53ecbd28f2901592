import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import { sourcePath } from '../paths.js';

/** A page that is not UTF-8 reads a classic script in its own encoding. */
const escapeNonAscii = (json: string) =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The default export of a module in `src`. */
async function readDefault(path: string): Promise<string> {
  const { module } = await runnerImport<{ default: object }>(sourcePath(path), { configFile: false });
  return escapeNonAscii(JSON.stringify(module.default));
}

/** A script that calls a static method of the element, now or when it is registered. */
const createScript = (call: string) => `customElements?.whenDefined("ghl-social-connect").then(c=>c.${call});\n`;

const LOCALES = 'element/i18n/locales/';
const GLYPHS_NOTICE = '/*! Glyphs from Bootstrap Icons, (c) The Bootstrap Authors, MIT license: see NOTICE.md */\n';

/**
 * Makes a script of each translation, and of the brand icons. It passes them to the element that is registered, so it
 * contains no copy of the element's code, and works as a module and as a classic script.
 */
export function emitRegistrations(): Plugin {
  return {
    name: 'emit-registrations',
    async generateBundle() {
      const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source });
      for (const file of readdirSync(sourcePath(LOCALES)).filter((name) => name !== 'en.ts')) {
        const lang = basename(file, '.ts');
        emit(`labels/${lang}.js`, createScript(`registerLabels("${lang}",${await readDefault(LOCALES + file)})`));
      }
      const icons = await readDefault('element/icons/brands.ts');
      emit('icons/brands.js', GLYPHS_NOTICE + createScript(`registerIcons(${icons})`));
    },
  };
}
