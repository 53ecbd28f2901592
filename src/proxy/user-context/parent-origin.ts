import { HIGHLEVEL_APP_ORIGINS } from '../../protocol/app-origins.js';

/**
 * Whether the page that sent a user context may send it: HighLevel's app, the white-label domain that the payload itself
 * names, or one of the host's list. Without this check any page could frame the app, send the payload of another location,
 * and let people connect their accounts to that.
 *
 * @param parentOrigin `event.origin` of the message, as the app's own page saw it.
 */
export function isAllowedParent(
  parentOrigin: string,
  whiteLabelDomain: string | undefined,
  allowedOrigins: readonly string[],
): boolean {
  if (HIGHLEVEL_APP_ORIGINS.includes(parentOrigin) || allowedOrigins.includes(parentOrigin)) return true;
  return whiteLabelDomain !== undefined && parentOrigin === `https://${whiteLabelDomain}`;
}
