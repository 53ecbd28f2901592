const HEADER = '// Written by `npm run manifest` from custom-elements.json.';
const capitalize = (text) => text[0].toUpperCase() + text.slice(1);
const list = (items) => items.join('\n');

/** Writes the tables from which the types for each framework follow. */
export function createVocabulary({ properties, events }) {
  const withAttribute = properties.filter(({ attribute }) => attribute);
  const withoutAttribute = properties.filter(({ attribute }) => !attribute);
  return `${HEADER}
import type * as classes from '../element/events.js';

/** Properties that have an attribute, and its name. */
export const ATTRIBUTES = {
${list(withAttribute.map(({ name, attribute }) => `  ${name}: '${attribute}',`))}
} as const;

/** Properties without an attribute. */
export const PROPERTY_NAMES = [${withoutAttribute.map(({ name }) => `'${name}'`).join(', ')}] as const;

/** Handlers as React and Vue name them, and their events. */
export const HANDLERS = {
${list(events.map(({ name, property }) => `  on${capitalize(property)}: '${name}',`))}
} as const;

/** The events and their classes. */
export interface Events {
${list(events.map(({ name, className, description }) => `  /** ${description} */\n  '${name}': classes.${className};`))}
}
`;
}
