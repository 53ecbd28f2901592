import type { Plugin } from 'vite';

const minifyStyles = (css: string) =>
  css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>~]) ?/g, '$1')
    .replace(/(?<![\w.])0(?=\.\d)/g, '')
    .replace(/(?<=[{;][\w-]+): /g, ':')
    .replaceAll(';}', '}')
    .trim();

const minifyMarkup = (markup: string) =>
  markup
    .replace(/\s*\n\s*>/g, '>')
    .replace(/>\s*\n\s*</g, '><')
    .replace(/\s*\n\s*/g, ' ');

/** Removes white space and comments from Lit's templates: from styles everywhere, from markup where a line breaks. */
export function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/element\/[\w./-]+\.ts$/.test(id)) return undefined;
      const result = code
        .replace(/(?<=\bcss`)[^`$]*(?=`)/g, minifyStyles)
        .replace(/(?<=\bhtml`)[^`]*(?=`)/g, minifyMarkup);
      return { code: result, map: null };
    },
  };
}
