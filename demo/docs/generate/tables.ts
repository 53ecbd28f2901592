import { readErrors } from './errors.js';
import { readEventDetails } from './event-details.js';
import { readElement, splitDefault, type Described } from './manifest.js';

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A Markdown table. */
export function createTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(escapeCell))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A name as code; nothing of nothing. */
export const code = (text: string | undefined): string => (text ? `\`${text}\`` : '');

const byName = (items: readonly Described[], prefix = ''): string[][] =>
  items.map((item) => [code(item.name ? `${prefix}${item.name}` : '(default)'), ...describe(item)]);

function describe(item: Described): [meaning: string, fallback: string] {
  const { text, fallback } = splitDefault(item);
  return [text, fallback];
}

const withoutDefault = (rows: readonly string[][]): string[][] =>
  rows.map(([name = '', meaning = '']) => [name, meaning]);

/** Every generated table of the API, by the name that markers know it by. */
export function createApiTables(root: string): Readonly<Record<string, string>> {
  const { members, events, slots, cssParts, cssProperties, cssStates } = readElement(root);
  const fields = members.filter(({ kind, static: isStatic, privacy }) => kind === 'field' && !isStatic && !privacy);
  const methods = members.filter(({ kind, privacy, description }) => kind === 'method' && !privacy && description);
  const details = readEventDetails(root);

  const settable = fields.filter((field) => !field.readonly);
  const properties = settable.map((field) => {
    const [meaning, fallback] = describe(field);
    return [code(field.attribute), code(field.name), fallback, meaning];
  });
  return {
    attributes: createTable(['attribute', 'property', 'default', 'meaning'], properties),
    'read-only': createTable(['property', 'meaning'], withoutDefault(byName(fields.filter((field) => field.readonly)))),
    methods: createTable(
      ['method', 'meaning'],
      methods.map((method) => [code(`${method.name}()`), method.description ?? '']),
    ),
    events: createTable(
      ['event', '`detail`', 'when'],
      events.map(({ name, description = '' }) => [code(name), code(details.get(name)), description]),
    ),
    slots: createTable(['slot', 'meaning'], withoutDefault(byName(slots))),
    parts: createTable(['part', 'meaning'], withoutDefault(byName(cssParts))),
    'css-properties': createTable(['custom property', 'meaning', 'default'], byName(cssProperties)),
    states: createTable(['state', 'meaning'], withoutDefault(byName(cssStates))),
    errors: createTable(
      ['code', 'meaning', 'what to do'],
      readErrors(root).map(([name, ...others]) => [code(name), ...others]),
    ),
  };
}
