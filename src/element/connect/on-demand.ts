import type { CSSResult } from 'lit';
import { attemptEnglish } from '../i18n/attempt-english.js';
import type { ConnectHost } from './connect-view.js';
import { statusStyles } from './status.styles.js';
import { keepFocus } from './restore-focus.js';
import type { ConnectOptions } from '../../connect/options.js';
import { forgetAdvice, hintAtBlockedPopup } from './hints.js';
import { trace } from './log.js';
import { completeEnglish } from '../i18n/labels.js';

// What the element needs from its first attempt on, and not before: it comes while the popup loads.
export { adviseOnClose, adviseOnRejection, warnUnreachablePopup } from './hints.js';

const prepared = new WeakSet<ConnectHost>();

/** Gives `host` the words and looks of an attempt, and leads the focus through it; called at the start of each. */
export function prepare(host: ConnectHost, adoptStyles: (styles: CSSResult) => void): void {
  forgetAdvice(host);
  if (prepared.has(host)) return;
  prepared.add(host);
  completeEnglish(attemptEnglish);
  adoptStyles(statusStyles);
  keepFocus(host);
}

/** Tells why a popup was blocked, and finds the address for a link instead: that one a person can still click. */
export async function findLink(
  options: ConnectOptions,
  signal: AbortSignal,
  isDebugging: boolean,
  use: (link: string) => void,
): Promise<void> {
  hintAtBlockedPopup();
  try {
    const { resolveStartUrl } = await import('../../connect/start-url.js');
    use(await resolveStartUrl(options, signal));
  } catch {
    if (isDebugging) trace('no link to the sign-in page could be had');
  }
}
