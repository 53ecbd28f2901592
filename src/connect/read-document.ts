// An <img>, <form> or <iframe> of the page with the name of a property of the document shadows that property.

/** The address that relative URLs refer to; `undefined` on a server. */
export function readBaseUrl(): string | undefined {
  if (typeof document === 'undefined') return undefined;
  const { baseURI } = document as { readonly baseURI: unknown };
  return typeof baseURI === 'string' ? baseURI : location.href;
}

/** The window that shows `element`; `null` if there is none. */
export function findView({ ownerDocument }: Element): (Window & typeof globalThis) | null {
  if (ownerDocument === document) return window;
  return ownerDocument.defaultView;
}

/** Whether the page in a window is visible and has the focus. */
export function hasFocus({ document }: Window): boolean {
  return Document.prototype.hasFocus.call(document) && document.visibilityState !== 'hidden';
}
