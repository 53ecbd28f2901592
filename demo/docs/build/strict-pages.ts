import { posix } from 'node:path';

/** Name of the file that the inline scripts go to, at the root of the site. */
export const SETUP_FILE = 'page-setup.js';

const INLINE_SCRIPT = /\s*<script(?: id="[\w-]+")?>([^]*?)<\/script>/g;

/** The one inline script that differs from page to page: it says how deep the page is. */
const SITE_ROOT = /^window\.__VP_SITE_ROOT__=/;
const SITE_ROOT_CODE = "window.__VP_SITE_ROOT__=new URL('.',document.currentScript.src).href";

/** Inline styles of VitePress. The theme's style sheet has the first; a script of the page sets the second. */
const INLINE_STYLE = / style="(?:position:relative|--vp-vh:0px);"/g;

/**
 * Makes pages keep to a strict Content Security Policy: moves VitePress's inline scripts to a file and removes its inline
 * styles. The scripts stay the first of the page and run before it is drawn.
 */
export class StrictPages {
  #code: string | undefined;

  /** The code of {@link SETUP_FILE}. */
  get code(): string {
    if (this.#code === undefined) throw new Error('No page was written yet.');
    return this.#code;
  }

  /**
   * @param html A page.
   * @param page Path of its file, below the root of the site.
   */
  transform(html: string, page: string): string {
    const scripts: string[] = [];
    const rest = html.replace(INLINE_SCRIPT, (_tag, script: string) => {
      scripts.push(SITE_ROOT.test(script) ? SITE_ROOT_CODE : script);
      return '';
    });
    const code = scripts.join(';\n');
    if (this.#code !== undefined && this.#code !== code) throw new Error(`${page} has other inline scripts.`);
    this.#code = code;
    const path = posix.relative(posix.dirname(page), SETUP_FILE);
    return rest
      .replace(INLINE_STYLE, '')
      .replace('<link rel="preload stylesheet"', `<script src="${path}"></script>\n    $&`);
  }
}
