import type { ReactiveElement } from 'lit';

/**
 * Makes the focus follow a person when the element draws itself anew: into the accounts when they appear, back to the
 * button when what had the focus is gone. It never takes the focus from elsewhere.
 */
export function keepFocus(host: ReactiveElement): void {
  let hadFocus = false;
  let hadPicker = false;
  const hasFocus = () => Boolean(host.shadowRoot?.activeElement);
  host.addController({
    hostUpdate() {
      hadFocus = hasFocus();
    },
    hostUpdated() {
      const title = host.renderRoot.querySelector<HTMLElement>('[data-focus]');
      if (hadFocus && title && !hadPicker) title.focus();
      hadPicker = title !== null;
      if (hadFocus && !hasFocus()) host.renderRoot.querySelector<HTMLElement>('.main')?.focus();
    },
  });
}
