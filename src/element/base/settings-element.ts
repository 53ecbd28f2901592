import type { ReactiveElement } from 'lit';
import { liveElements } from './element-registry.js';
import { observeLanguage } from './lang-observer.js';
import { declareProperties, type SettingsTable } from './setting.js';

/** Returns the page's value of a setting, `undefined` if it has none. */
type PageSettings = (name: string) => unknown;

export interface SettingsReader<Values> {
  /** The value of every setting as it is now. */
  readSettings(): Values;
  /** Whether the element itself has a setting: otherwise it is the page's or the default. */
  hasOwnSetting(name: string): boolean;
}

/** A class with the static members of `Base`, whose instances also have the settings `Values`. */
export type WithSettings<Base extends abstract new () => ReactiveElement, Values> = Omit<Base, 'prototype'> &
  (abstract new () => InstanceType<Base> & SettingsReader<Values> & Values);

/**
 * Adds the settings of `table` to `base` as properties of the types `Values`. A property's value is the element's own,
 * else the page's, else the built-in default; the element is drawn again when any of them changes.
 *
 * Lit's `getPropertyDescriptor` must no longer be overridden, so the accessors are defined here. They are on a class above
 * the one that lists the properties for Lit: Lit wraps accessors of the same prototype, and then reads every property at
 * the first update of every element.
 */
export function withSettings<Base extends abstract new () => ReactiveElement, Values>(
  base: Base,
  table: SettingsTable,
  readPageSetting: PageSettings,
): WithSettings<Base, Values> {
  class SettingsElement extends (base as unknown as typeof ReactiveElement) {
    /** Inherits nothing: a script may have added the name of a setting to `Object.prototype`. */
    readonly #own: Record<string, unknown> = { __proto__: null };

    static {
      for (const [name, setting] of Object.entries(table)) {
        Object.defineProperty(this.prototype, name, {
          get(this: SettingsElement) {
            return this.#own[name] ?? readPageSetting(name) ?? setting.default;
          },
          set(this: SettingsElement, value: unknown) {
            const previous: unknown = Reflect.get(this, name);
            // Browsers and forms disable by the attribute's presence, whatever its value. Changing the attribute calls
            // this setter again, so it comes first.
            if (name === 'disabled') this.toggleAttribute(name, value === true);
            // Frameworks set an empty text where there is no value.
            this.#own[name] = value === '' ? undefined : value;
            this.requestUpdate(name, previous);
          },
          configurable: true,
        });
      }
    }

    readSettings(): Values {
      return Object.fromEntries(Object.keys(table).map((name) => [name, Reflect.get(this, name)])) as Values;
    }

    hasOwnSetting(name: string): boolean {
      return (this.#own[name] ?? null) !== null;
    }

    override connectedCallback(): void {
      super.connectedCallback();
      liveElements.add(this);
      observeLanguage(this);
      // The language may be another one here.
      this.requestUpdate();
    }

    override disconnectedCallback(): void {
      super.disconnectedCallback();
      liveElements.delete(this);
    }
  }
  class DeclaredElement extends SettingsElement {
    static override properties = {
      // A value that the page has set before it loaded this code is set again.
      value: { attribute: false, noAccessor: true },
      ...declareProperties(table),
    };
  }
  return DeclaredElement as unknown as WithSettings<Base, Values>;
}
