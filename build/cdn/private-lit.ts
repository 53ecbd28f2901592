import { transformWithOxc, type Plugin } from 'vite';
import { buildPath } from '../paths.js';

const LIT = /\/node_modules\/(?:lit|lit-html|lit-element|@lit\/reactive-element)\/.*\.js$/;

const STYLES = buildPath('cdn/lit-css-tag.ts');

/** Free variable of Lit's code, to the export of lit-globals.ts that replaces it. */
const REPLACEMENTS = {
  globalThis: 'litGlobalThis',
  litPropertyMetadata: 'litPropertyMetadata',
  Symbol: 'LitSymbol',
};

/**
 * Gives the bundled Lit globals of its own, so that it adds none to the page. Lit has no option for that, nor for the name
 * of its Trusted Types policy. The compiler's option `inject`, which replaces free variables by imports, has both in one
 * place and does not depend on the text of Lit's code.
 */
export function privateLit(): Plugin {
  const file = buildPath('cdn/lit-globals.ts');
  return {
    name: 'private-lit',
    enforce: 'pre',
    // Lit's module for styles supports browsers without constructable style sheets, and sharing through globals. The
    // element constructs and adopts its sheets itself, to follow a move to another document: 440 bytes less, compressed.
    resolveId: (id, importer) => (id.endsWith('/css-tag.js') && LIT.test(importer ?? '') ? STYLES : undefined),
    async transform(code, id) {
      if (!LIT.test(id)) return undefined;
      const inject = Object.fromEntries(Object.entries(REPLACEMENTS).map(([from, to]) => [from, [file, to]]));
      const result = await transformWithOxc(code, id, { inject: inject as Record<string, [string, string]> });
      // The packages do not say so, but their modules do nothing that matters unless one of their exports is used. This keeps
      // lit-html, which `lit` exports together with the rest, out of the core.
      return { code: result.code, map: result.map, moduleSideEffects: false };
    },
  };
}
