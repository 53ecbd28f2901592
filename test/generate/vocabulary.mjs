const capitalize = (text) => text[0].toUpperCase() + text.slice(1);
const list = (items) => items.join('\n');

export const HEADER = '// Written by `npm run manifest` from custom-elements.json.';

/** Imports the types of an element and of its events. */
export function importTypes({ name, specifier, events }) {
  const namesBySpecifier = new Map([[specifier, [name]]]);
  for (const { specifier: path, className } of events) {
    namesBySpecifier.set(path, [...(namesBySpecifier.get(path) ?? []), className]);
  }
  const specifiers = [...namesBySpecifier.keys()].sort();
  return list(specifiers.map((path) => `import type { ${namesBySpecifier.get(path).join(', ')} } from '${path}';`));
}

/** Writes the table from which the types for each framework follow. */
export function createVocabulary(element) {
  const { name, tagName, properties, events } = element;
  const withAttribute = properties.filter(({ attribute }) => attribute);
  const withoutAttribute = properties.filter(({ attribute }) => !attribute);
  return `${HEADER}
${importTypes(element)}

/** The names of the tag, its properties and its events. */
export const VOCABULARY = {
  tagName: '${tagName}',
  /** Properties that have an attribute, and its name. */
  attributes: {
${list(withAttribute.map(({ name: property, attribute }) => `${property}: '${attribute}',`))}
  },
  /** Properties without an attribute. */
  properties: [${withoutAttribute.map(({ name: property }) => `'${property}'`).join(', ')}],
  /** Handlers as React and Vue name them, and their events. */
  handlers: {
${list(events.map(({ name: event, property }) => `on${capitalize(property)}: '${event}',`))}
  },
} as const;

/** The events and their classes. */
export interface Events {
${list(events.map(({ name: event, className, description }) => `/** ${description} */\n'${event}': ${className};`))}
}

/** What the types for each framework follow from. */
export interface Tag {
  readonly element: ${name};
  readonly vocabulary: typeof VOCABULARY;
  readonly events: Events;
}
`;
}
