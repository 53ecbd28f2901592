import type { ReactiveElement } from 'lit';

/**
 * Makes the focus follow a person when the element draws itself anew: into the accounts when they appear, and if what
 * had the focus is gone, to the accounts or back to the button. It never takes the focus from elsewhere.
 */
export function keepFocus(host: ReactiveElement): void {
  let hadFocus = false;
  let hadPicker = false;
  const hasFocus = () => Boolean(host.shadowRoot?.activeElement);
  const find = (selector: string) => host.renderRoot.querySelector<HTMLElement>(selector);
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
