import { redrawElements } from './element-registry.js';

const OPTIONS = { attributes: true, attributeFilter: ['lang'], subtree: true };

let observer: MutationObserver | undefined;
const observedRoots = new WeakSet<Node>();

/**
 * Redraws the elements when a `lang` attribute changes on `element` or on an ancestor, also beyond shadow roots. All
 * elements share one observer, which observes each tree once and does not keep it alive.
 */
export function observeLanguage(element: Element): void {
  observer ??= new MutationObserver(redrawElements);
  let root: Node | undefined = element.getRootNode();
  while (root) {
    if (!observedRoots.has(root)) observer.observe(root, OPTIONS);
    observedRoots.add(root);
    // Not `instanceof ShadowRoot`: the class of another window is another one.
    root = 'host' in root ? (root as ShadowRoot).host.getRootNode() : undefined;
  }
}
