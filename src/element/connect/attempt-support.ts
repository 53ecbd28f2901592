import type { CSSResult } from 'lit';
import type { ConnectConfig } from '../../connect/config.js';
import { loadPart } from '../../connect/load-part.js';
import { toSocialConnectError } from '../../errors.js';
import { attemptTexts } from '../i18n/english/attempt.js';
import { completeEnglish } from '../i18n/labels.js';
import type { ConnectHost } from './connect-view.js';
import { forgetRejection, warnBlockedPopup } from './diagnostics.js';
import { logError } from './log.js';
import { restoreFocus } from './restore-focus.js';
import { statusStyles } from './status.styles.js';

// What an element needs from its first attempt on: it loads while the popup does.
export { renderActions, renderStatus } from './progress-view.js';
export { noteRejection, warnClosedAfterRejection, warnUnreachablePopup } from './diagnostics.js';

const prepared = new WeakSet<ConnectHost>();

/** Gives `host` the texts and styles of an attempt, and keeps the focus in it. Called at the start of each attempt. */
export function prepare(host: ConnectHost, adoptStyles: (styles: CSSResult) => void): void {
  forgetRejection(host);
  if (prepared.has(host)) return;
  prepared.add(host);
  completeEnglish(attemptTexts);
  adoptStyles(statusStyles);
  restoreFocus(host);
}

/**
 * Warns why the popup may have been blocked, and finds the address for a link, which opens without a popup.
 *
 * @returns `undefined` if there is none, or `signal` has aborted.
 */
export async function findLink(
  config: ConnectConfig,
  signal: AbortSignal,
  isDebugging: boolean,
): Promise<string | undefined> {
  warnBlockedPopup();
  try {
    const { findStartUrl } = await loadPart('accounts', () => import('../../connect/start-url.js'));
    return await findStartUrl(config, signal);
  } catch (cause) {
    if (!signal.aborted) logError('link', toSocialConnectError(cause), isDebugging);
    return undefined;
  }
}
