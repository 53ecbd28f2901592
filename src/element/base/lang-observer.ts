import { redrawElements } from '../settings.js';

const ATTRIBUTES = { attributes: true, attributeFilter: ['lang'], subtree: true };

let observer: MutationObserver | undefined;
const observed = new WeakSet<Node>();

/**
 * Redraws the elements when a `lang` changes on `element` or around it, also beyond shadow roots. One observer serves all,
 * and looks at a tree once; a tree that goes takes its observation along.
 */
export function followLanguage(element: Element): void {
  observer ??= new MutationObserver(redrawElements);
  let root: Node | undefined = element.getRootNode();
  while (root) {
    if (!observed.has(root)) observer.observe(root, ATTRIBUTES);
    observed.add(root);
    root = root instanceof ShadowRoot ? root.host.getRootNode() : undefined;
  }
}
