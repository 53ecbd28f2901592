import type { CSSResult } from 'lit';
import type { ConnectConfig } from '../../connect/config.js';
import { loadPart } from '../../connect/load-part.js';
import { toSocialConnectError } from '../../errors.js';
import { attemptTexts } from '../i18n/english/attempt.js';
import { completeEnglish } from '../i18n/labels.js';
import type { ConnectAccess, ConnectHost } from './connect-view.js';
import { forgetRejection, warnBlockedPopup } from './diagnostics.js';
import { logError } from './log.js';
import { restoreFocus } from './restore-focus.js';
import { statusStyles } from './status.styles.js';

// What an element needs from its first attempt on: it loads while the popup does.
export { offerHighLevel, type HighLevelOffer } from './highlevel-offer.js';
export { drawProgress } from './progress-view.js';
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
 * Warns why the popup may have been blocked, and adds a link to the sign-in page, which opens without a popup.
 *
 * @param signal Ends the search for its address.
 */
export async function addLink(
  access: ConnectAccess,
  config: ConnectConfig,
  signal: AbortSignal,
  isDebugging: boolean,
): Promise<void> {
  const failed = access.getState();
  if (failed.status !== 'failed') return;
  warnBlockedPopup();
  try {
    const { findStartUrl } = await loadPart('accounts', () => import('../../connect/start-url.js'));
    const link = await findStartUrl(config, signal);
    if (!signal.aborted && access.getState() === failed) access.setState({ ...failed, link });
  } catch (cause) {
    if (!signal.aborted) logError('link', toSocialConnectError(cause), isDebugging);
  }
}
