import type { SocialConnectError } from '../../errors.js';
import { logError } from './log.js';

function listAncestors(node: Node): Node[] {
  const parent = node.parentNode ?? (node as Partial<ShadowRoot>).host;
  return parent ? [parent, ...listAncestors(parent)] : [];
}

/** The way of an element's events. It remembers where the element was, because an element can be removed meanwhile. */
export class EventPath {
  readonly #element: Node;
  #ancestors: readonly Node[] = [];

  constructor(element: Node) {
    this.#element = element;
  }

  /** Call it when the element has been put into the document. */
  update(): void {
    this.#ancestors = listAncestors(this.#element);
  }

  /**
   * Dispatches `event` at the element and, if that is out of the document, also at the nearest node around its last place
   * that is not: listeners further up that have seen an attempt begin must see its end. Logs the event's error, if it has one.
   */
  dispatch(event: CustomEvent<object>, isDebugging: boolean): void {
    const { detail, type } = event;
    if ('error' in detail) logError(type, detail.error as SocialConnectError, isDebugging);
    this.#element.dispatchEvent(event);
    if (!this.#element.isConnected) this.#ancestors.find((node) => node.isConnected)?.dispatchEvent(event);
  }
}
