const withDefault = ({ default: value }) => (value === undefined ? {} : { default: value });

function createTag({ tagName, description, properties }) {
  const attributes = properties
    .filter(({ attribute }) => attribute)
    .map(({ attribute: name, description: text, type }) => ({
      name,
      description: text,
      ...(type.isBoolean ? { valueSet: 'v' } : {}),
      ...(type.values.length > 0 ? { values: type.values.map((value) => ({ name: value })) } : {}),
    }));
  return { name: tagName, description, attributes };
}

/** Data for VS Code's HTML language service (`html.customData`). */
export function createHtmlData(elements) {
  return { version: 1.1, tags: elements.map(createTag) };
}

const describe = (entries) =>
  entries.map(({ name, description, ...rest }) => ({ name, description, ...withDefault(rest) }));

function createWebElement({ tagName, description, properties, ...element }) {
  return {
    name: tagName,
    description,
    attributes: properties
      .filter(({ attribute }) => attribute)
      .map(({ attribute, description: text, type }) => ({
        name: attribute,
        description: text,
        value: { type: type.text, ...(type.isBoolean ? { required: false } : {}) },
      })),
    slots: describe(element.slots),
    js: {
      properties: properties.map(({ name: property, description: text, type }) => ({
        name: property,
        description: text,
        type: type.text,
      })),
      events: describe(element.events),
    },
    css: {
      parts: describe(element.cssParts),
      properties: describe(element.cssProperties),
    },
  };
}

/** Data for JetBrains' editors. Source: https://plugins.jetbrains.com/docs/intellij/websymbols-web-types.html */
export function createWebTypes(elements, { name, version }) {
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'js-types-syntax': 'typescript',
    'description-markup': 'markdown',
    contributions: { html: { elements: elements.map(createWebElement) } },
  };
}
