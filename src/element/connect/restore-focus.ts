import type { ConnectHost } from './connect-view.js';

/**
 * Makes the focus follow a person when the element draws itself anew: into the accounts when they appear, and if what
 * had the focus is gone, to the accounts or back to the button. It never takes the focus from elsewhere.
 */
export function keepFocus(host: ConnectHost): void {
  let hadFocus = false;
  let hadPicker = false;
  const hasFocus = () => Boolean(host.shadowRoot?.activeElement);
  const find = (selector: string) => host.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  host.addController({
    hostUpdate() {
      hadFocus = hasFocus();
    },
    hostUpdated() {
      const picker = find('[part="picker"]');
      const appeared = picker !== null && !hadPicker;
      hadPicker = picker !== null;
      if (hadFocus && (appeared || !hasFocus())) (picker ?? find('.main'))?.focus();
    },
  });
}
