import type { GhlSocialConnectElement } from '../element/ghl-social-connect.js';
import type { PropertyProps } from './jsx.js';
import { ATTRIBUTES } from './vocabulary.js';

/** Where a server writes properties, by their names. Not the session token: HTML is kept in caches. */
export const SERVER_ATTRIBUTES: ReadonlyMap<string, string> = new Map(
  Object.entries(ATTRIBUTES).filter(([name]) => name !== 'sessionToken'),
);

/** What an attribute can say. It says false by its absence: to a browser, `disabled="false"` is disabled. */
function toText(value: unknown): string | undefined {
  if (value === true) return '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * Gives the element a property from a framework: in a browser as it is. A server has no element, but a tag, and writes the
 * attribute; objects and functions, which have none, and the session token come with hydration.
 */
export function setProperty<Name extends keyof PropertyProps>(
  element: GhlSocialConnectElement,
  name: Name,
  value: PropertyProps[Name],
  isServer = false,
): void {
  if (!isServer) {
    // On the element, unlike in its types, `undefined` gives each default back.
    element[name] = value as GhlSocialConnectElement[Name];
    return;
  }
  const attribute = SERVER_ATTRIBUTES.get(name);
  const text = toText(value);
  if (attribute === undefined) return;
  if (text === undefined) element.removeAttribute(attribute);
  else element.setAttribute(attribute, text);
}
