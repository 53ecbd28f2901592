// An <img>, <form> or <iframe> of the page with the name of a property of the document shadows that property.

/** The address that relative URLs refer to; `undefined` on a server. */
export function readBaseUrl(): string | undefined {
  if (typeof document === 'undefined') return undefined;
  const { baseURI } = document as { readonly baseURI: unknown };
  return typeof baseURI === 'string' ? baseURI : location.href;
}

/** Whether this page is visible and has the focus. */
export function hasPageFocus(): boolean {
  const hasFocus: unknown = Reflect.get(document, 'hasFocus');
  const method = hasFocus instanceof Function ? hasFocus : Reflect.get(Document.prototype, 'hasFocus');
  return method.call(document) === true && document.visibilityState !== 'hidden';
}
