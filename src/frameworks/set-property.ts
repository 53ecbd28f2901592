import type { GhlSocialConnectElement } from '../element/ghl-social-connect.js';
import type { PropertyProps } from './jsx.js';
import { ATTRIBUTES } from './vocabulary.js';

/** What an attribute can say. It says false by its absence: to a browser, `disabled="false"` is disabled. */
function toText(value: unknown): string | undefined {
  if (value === true) return '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function writeAttribute(element: Element, name: string, text: string | undefined): void {
  if (text === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/**
 * Gives the element a property from a framework: in a browser as it is. A server has no element, but a tag, and writes the
 * attribute; objects and functions, which have none, come with hydration. An attribute that is there in the browser
 * follows the property: `disabled` from a server would keep the element disabled.
 */
export function setProperty<Name extends keyof PropertyProps>(
  element: GhlSocialConnectElement,
  name: Name,
  value: PropertyProps[Name],
  isServer = false,
): void {
  const attribute = (ATTRIBUTES as Readonly<Partial<Record<Name, string>>>)[name];
  // Before the property, which an attribute that goes would take along.
  if (attribute && (isServer || element.hasAttribute(attribute))) writeAttribute(element, attribute, toText(value));
  // On the element, unlike in its types, `undefined` gives each default back.
  if (!isServer) element[name] = value as GhlSocialConnectElement[Name];
}
