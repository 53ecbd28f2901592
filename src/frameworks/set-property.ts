import type { GhlSocialConnectElement } from '../element/ghl-social-connect.js';
import type { PropertyProps } from './jsx.js';
import { ATTRIBUTES } from './vocabulary.js';

/** What an attribute can say. It says false by its absence: to a browser, `disabled="false"` is disabled. */
function toText(value: unknown): string | undefined {
  if (value === true) return '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * Gives the element a property from a framework: in a browser as it is. A server has no element, but a tag, and writes the
 * attribute; objects and functions, which have none, come with hydration.
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
  const attribute = (ATTRIBUTES as Readonly<Partial<Record<Name, string>>>)[name];
  const text = toText(value);
  if (attribute === undefined) return;
  if (text === undefined) element.removeAttribute(attribute);
  else element.setAttribute(attribute, text);
}
