import { ReactiveElement, type CSSResult } from 'lit';
import { findView } from '../../connect/read-document.js';

/** The sheets of our own document, which all elements share. In other documents there are few elements. */
const sharedSheets = new WeakMap<CSSResult, CSSStyleSheet>();

function getSheet(styles: CSSResult, view: Window & typeof globalThis): CSSStyleSheet {
  let sheet = view === window ? sharedSheets.get(styles) : undefined;
  if (!sheet) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(styles.cssText);
    if (view === window) sharedSheets.set(styles, sheet);
  }
  return sheet;
}

/**
 * An element that keeps its styles in any document: in a frame, a child window or a picture-in-picture window. A document
 * only adopts style sheets that were constructed for it, and drops them when the element moves; Lit adopts them only once.
 */
export abstract class StyledElement extends ReactiveElement {
  #styles = (this.constructor as typeof ReactiveElement).elementStyles as readonly CSSResult[];

  /** Called by the browser when the element has moved to another document. */
  adoptedCallback(): void {
    this.#adopt(this.#styles);
  }

  /** Adds styles, once. */
  protected addStyles(styles: CSSResult): void {
    if (this.#styles.includes(styles)) return;
    this.#styles = [...this.#styles, styles];
    this.#adopt([styles], this.shadowRoot?.adoptedStyleSheets);
  }

  protected override createRenderRoot(): ShadowRoot {
    const root = this.shadowRoot ?? this.attachShadow((this.constructor as typeof ReactiveElement).shadowRootOptions);
    this.#adopt(this.#styles);
    return root;
  }

  /** Adopts styles after the sheets that stay, of which a new root or a new document has none. */
  #adopt(added: readonly CSSResult[], staying: readonly CSSStyleSheet[] = []): void {
    const view = findView(this);
    const root = this.shadowRoot;
    // A document without a window shows nothing, and jsdom has no adopted style sheets.
    if (!view || !root || !('adoptedStyleSheets' in root)) return;
    // Set, and not pushed: tools that record a page watch the setter. Reading the list first would cost five times as much.
    root.adoptedStyleSheets = [...staying, ...added.map((styles) => getSheet(styles, view))];
  }
}
