import type { ConnectHost } from './connect-view.js';

/**
 * Keeps the focus in the element when it is redrawn: moves it into the picker when that appears and, if the focused
 * control has gone, to the picker, to a link that leads on, or back to the button. Never takes the focus from the rest of the page.
 */
export function restoreFocus(host: ConnectHost): void {
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
      if (hadFocus && (appeared || !hasFocus())) (picker ?? find('[part="link"]') ?? find('.main'))?.focus();
    },
  });
}
