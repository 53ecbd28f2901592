import type { Vocabulary } from './jsx.js';

/** Where a server writes properties, by their names. Not the session token: HTML is kept in caches. */
export function listServerAttributes({ attributes }: Vocabulary): ReadonlyMap<string, string> {
  return new Map(Object.entries(attributes).filter(([name]) => name !== 'sessionToken'));
}

/** What an attribute can say. It says false by its absence: to a browser, `disabled="false"` is disabled. */
function toText(value: unknown): string | undefined {
  if (value === true) return '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * Gives the element a property from a framework: in a browser as it is. A server has no element, but a tag, and writes the
 * attribute; objects and functions, which have none, and the session token come with hydration.
 *
 * @param serverAttributes On a server, what {@link listServerAttributes} returns; in a browser nothing.
 */
export function setProperty(
  element: HTMLElement,
  name: string,
  value: unknown,
  serverAttributes?: ReadonlyMap<string, string>,
): void {
  if (!serverAttributes) {
    // On the element, unlike in its types, `undefined` gives each default back.
    Object.assign(element, { [name]: value });
    return;
  }
  const attribute = serverAttributes.get(name);
  const text = toText(value);
  if (attribute === undefined) return;
  if (text === undefined) element.removeAttribute(attribute);
  else element.setAttribute(attribute, text);
}
