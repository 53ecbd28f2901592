import type { ReactiveControllerHost } from 'lit';

/** The elements that are in a document. */
export const liveElements = new Set<ReactiveControllerHost>();

/** Redraws every element that is in a document, after defaults, labels or a `lang` have changed. */
export function redrawElements(): void {
  for (const element of liveElements) element.requestUpdate();
}
