import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Platform } from '../../connect/index.js';
import type { GhlSocialConnectElement } from '../ghl-social-connect.js';
import type { Labels } from '../i18n/label-keys.js';
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

/** Draws a button of the list, with the settings of the list. */
export function renderButton(
  owner: ButtonOwner,
  platform: Platform,
  settings: Partial<GhlSocialConnectElement>,
  labels?: Partial<Labels>,
  className = '',
): TemplateResult {
  const configure = (button: Element | undefined) => {
    if (button) Object.assign(button, readInherited(owner), { labels: { ...owner.labels, ...labels } }, settings);
  };
  return html`<ghl-social-connect
    class=${className}
    part="button"
    .platform=${platform}
    ${ref(configure)}
  ></ghl-social-connect>`;
}
