import type { ReactiveElement } from 'lit';
import { redrawElements } from './settings.js';

const ATTRIBUTES = { attributes: true, attributeFilter: ['lang'], subtree: true };

let observer: MutationObserver | undefined;

/**
 * Redraws the elements when a `lang` changes on `host` or around it, also beyond shadow roots. One observer serves all:
 * to observe a tree again costs nothing, and a tree that goes takes its observation along.
 */
export function followLanguage(host: ReactiveElement): void {
  host.addController({
    hostConnected() {
      observer ??= new MutationObserver(redrawElements);
      let root = host.getRootNode();
      observer.observe(root, ATTRIBUTES);
      while (root instanceof ShadowRoot) {
        root = root.host.getRootNode();
        observer.observe(root, ATTRIBUTES);
      }
      // It may have come from elsewhere.
      host.requestUpdate();
    },
  });
}
