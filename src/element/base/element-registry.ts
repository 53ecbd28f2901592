import type { ReactiveControllerHost } from 'lit';

const elements = new Set<ReactiveControllerHost>();

/** Adds an element that is in a document, so that {@link redrawElements} reaches it. */
export function registerElement(element: ReactiveControllerHost): void {
  elements.add(element);
}

/** Removes an element that has left its document. */
export function unregisterElement(element: ReactiveControllerHost): void {
  elements.delete(element);
}

/** Redraws every element that is in a document, after defaults, labels or a `lang` have changed. */
export function redrawElements(): void {
  for (const element of elements) element.requestUpdate();
}
