import { readFileSync } from 'node:fs';
import { createPropertyReader } from './element-types.mjs';

const byName = (a, b) => a.name.localeCompare(b.name, 'en');

/**
 * Reads an element from the manifest: each property that can be set, with its attribute, type, default and description,
 * and each event.
 */
export function readElement(manifestPath, tag = 'ghl-social-connect') {
  const { modules } = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const element = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === tag);
  const readProperty = createPropertyReader(element.name);
  const properties = element.members
    .filter(({ kind, readonly, static: isStatic }) => kind === 'field' && !readonly && !isStatic)
    .map(({ name, attribute, description, default: fallback }) => ({
      name,
      attribute,
      description: fallback === undefined ? description : `${description} Default: ${fallback}.`,
      type: readProperty(name).type,
    }));
  // Frameworks know the events of every form control already.
  const ownEvents = element.events.filter(({ type }) => type.text !== 'Event');
  const events = ownEvents.map(({ name, type, description }) => ({
    name,
    description,
    className: type.text,
    property: name.replace(/-(\w)/g, (_whole, letter) => letter.toUpperCase()),
  }));
  return { ...element, properties: properties.sort(byName), events: events.sort(byName) };
}
