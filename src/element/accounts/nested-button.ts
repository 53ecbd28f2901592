import { html, type ElementPart, type TemplateResult } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import type { Platform } from '../../connect/index.js';
import type { GhlSocialConnectElement } from '../ghl-social-connect.js';
import type { Labels } from '../i18n/label-keys.js';
import { keepInside } from '../picker/render-search.js';
import { BUTTON_SETTINGS } from './settings.js';

/** The list that a button belongs to. */
export interface ButtonOwner {
  readonly labels: Partial<Labels> | undefined;
  /** Whether the list has a setting of its own, and not from the page. */
  readonly hasOwnSetting: (name: string) => boolean;
}

/** Only the list's own settings: a button reads the page's defaults itself, and checks where it may send them. */
function readInherited(owner: ButtonOwner): Record<string, unknown> {
  const own = BUTTON_SETTINGS.map(
    (name) => [name, owner.hasOwnSetting(name) ? Reflect.get(owner, name) : undefined] as const,
  );
  return { ...Object.fromEntries(own), appearance: Reflect.get(owner, 'appearance') };
}

/** Sets properties of an element whenever it is drawn. Lit's `ref` could call a function for this, and is much larger. */
const assign = directive(
  class extends Directive {
    render(properties: object): object {
      return properties;
    }

    override update({ element }: ElementPart, [properties]: [object]): void {
      Object.assign(element, properties);
    }
  },
);

/** Draws a button of the list, with the settings of the list. Its form value is not the list's, so a form hears nothing of it. */
export function renderButton(
  owner: ButtonOwner,
  platform: Platform,
  settings: Partial<GhlSocialConnectElement>,
  labels?: Partial<Labels>,
  className = '',
): TemplateResult {
  const properties = { ...readInherited(owner), labels: { ...owner.labels, ...labels }, ...settings };
  return html`<ghl-social-connect
    class=${className}
    part="button"
    .platform=${platform}
    @input=${keepInside}
    ${assign(properties)}
  ></ghl-social-connect>`;
}
