import { readErrors } from './errors.js';
import { readEventDetails } from './event-details.js';
import { describe, readElement, type Described, type ElementDeclaration, type Member } from './manifest.js';

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A Markdown table. */
export function createTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(escapeCell))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A name as code; nothing of nothing. */
export const code = (text: string | undefined): string => (text ? `\`${text}\`` : '');

const createNameTable = (head: string, items: readonly Described[]): string =>
  createTable(
    [head, 'meaning'],
    items.map((item) => [code(item.name || '(default)'), describe(item)]),
  );

/** The names of a setting, each on its line: its attribute, and its property if that has another name. */
function nameSetting({ attribute, name }: Member): string {
  if (!attribute) return `${code(name)} (property)`;
  return attribute === name ? code(name) : `${code(attribute)}<br>${code(name)}`;
}

/** The tables of an element, by what they are about. */
function createElementTables(
  { members, events, slots, cssParts, cssProperties, cssStates }: ElementDeclaration,
  details: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const fields = members.filter(({ kind, static: isStatic, privacy }) => kind === 'field' && !isStatic && !privacy);
  const methods = members.filter(({ kind, privacy, description }) => kind === 'method' && !privacy && description);
  const settable = fields.filter((field) => !field.readonly);
  return {
    attributes: createTable(
      ['attribute, property', 'meaning'],
      settable.map((field) => [nameSetting(field), describe(field)]),
    ),
    'read-only': createNameTable(
      'property',
      fields.filter((field) => field.readonly),
    ),
    methods: createTable(
      ['method', 'meaning'],
      methods.map((method) => [code(`${method.name}()`), method.description ?? '']),
    ),
    events: createTable(
      ['event', '`detail`', 'when'],
      events.map(({ name, description = '' }) => [code(name), code(details.get(name)), description]),
    ),
    slots: createNameTable('slot', slots),
    parts: createNameTable('part', cssParts),
    'css-properties': createNameTable('custom property', cssProperties),
    states: createNameTable('state', cssStates),
  };
}

/** Every generated table of the API, by the name that markers know it by. */
export function createApiTables(root: string): Readonly<Record<string, string>> {
  const connect = createElementTables(
    readElement(root, 'ghl-social-connect'),
    readEventDetails(`${root}src/element/events.ts`),
  );
  const accounts = createElementTables(
    readElement(root, 'ghl-social-accounts'),
    readEventDetails(`${root}src/element/accounts/events.ts`, ['GlobalEventHandlersEventMap']),
  );
  return {
    ...connect,
    ...Object.fromEntries(Object.entries(accounts).map(([name, table]) => [`accounts-${name}`, table])),
    errors: createTable(
      ['code', 'meaning', 'what to do'],
      readErrors(root).map(([name, ...others]) => [code(name), ...others]),
    ),
  };
}
