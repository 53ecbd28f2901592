import { FormAssociatedElement } from './form-associated.js';
import { PROPERTIES } from './properties.js';
import { defaultSetting, follow } from '../settings.js';

/**
 * An element whose properties fall back to the page's defaults, then to the built-in ones, and which is drawn again when
 * either changes. Owns the values that are set on the element.
 *
 * The accessors stand one class above the one that names the properties to Lit: those of that class itself Lit would wrap,
 * and read one by one when an element is first drawn.
 */
export abstract class SettingsElement extends FormAssociatedElement {
  readonly #own: Record<PropertyKey, unknown> = {};

  static {
    for (const name of Object.keys(PROPERTIES)) {
      Object.defineProperty(this.prototype, name, {
        get(this: SettingsElement) {
          return this.#own[name] ?? defaultSetting(name);
        },
        set(this: SettingsElement, value: unknown) {
          const previous: unknown = Reflect.get(this, name);
          // To a browser and its forms the attribute disables, whatever its value. First, for its change is heard here.
          if (name === 'disabled') this.toggleAttribute(name, value === true);
          this.#own[name] = value;
          this.requestUpdate(name, previous);
        },
        configurable: true,
      });
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    follow(this, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    follow(this, false);
  }
}
