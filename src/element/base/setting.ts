import type { PropertyDeclaration, PropertyDeclarations } from 'lit';

/** One setting of an element: how its attribute is read, and its built-in default. */
export interface Setting<Value> extends PropertyDeclaration {
  readonly default: Value;
}

/** Settings by property name. */
export type SettingsTable = Readonly<Record<string, Setting<unknown>>>;

/** The values that a table of settings describes. */
export type SettingValues<Table extends SettingsTable> = {
  [Name in keyof Table]: Table[Name] extends Setting<infer Value> ? Value : never;
};

/** Text, or one word of a union. */
export function text(): Setting<string | undefined>;
export function text<Value>(fallback: Value): Setting<Value>;
export function text(fallback?: unknown): Setting<unknown> {
  return { default: fallback };
}

/** A number. */
export function number(fallback: number): Setting<number> {
  return { default: fallback, type: Number };
}

/** A boolean. An absent attribute means the default; `="false"`, which some frameworks write, means `false`. */
export const flag: Setting<boolean> = {
  default: false,
  converter: { fromAttribute: (value) => (value === null ? undefined : value !== 'false') },
};

/** A function or an object: it has no attribute. */
export function object<Value>(): Setting<Value | undefined> {
  return { default: undefined, attribute: false };
}

/**
 * Lit's declarations for a table. The attribute is the property's name in kebab case. The accessors come from
 * `withSettings`.
 */
export function declareProperties(table: SettingsTable): PropertyDeclarations {
  return Object.fromEntries(
    Object.entries(table).map(([name, setting]) => {
      const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return [name, { attribute, ...setting, noAccessor: true }];
    }),
  );
}
