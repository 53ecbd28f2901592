import { warn } from '../connect/log.js';
import { defineSocialConnect } from '../define.js';
import { GhlSocialAccountsElement } from './ghl-social-accounts.js';

/** The tag of the list of accounts. */
export const ACCOUNTS_TAG_NAME = 'ghl-social-accounts';

/**
 * Registers `<ghl-social-accounts>`, and `<ghl-social-connect>`, which it contains. What is already registered stays; a
 * different version logs a warning. Does nothing where there is no registry.
 */
export function defineSocialAccounts(): void {
  const registry = globalThis.customElements as CustomElementRegistry | null | undefined;
  if (!registry) return;
  defineSocialConnect();
  const existing = registry.get(ACCOUNTS_TAG_NAME) as { version?: string } | undefined;
  if (!existing) {
    registry.define(ACCOUNTS_TAG_NAME, GhlSocialAccountsElement);
    return;
  }
  if (existing.version === GhlSocialAccountsElement.version) return;
  warn(
    `<${ACCOUNTS_TAG_NAME}> is already registered in version ${existing.version ?? 'unknown'}; version ${GhlSocialAccountsElement.version} is not used.`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'ghl-social-accounts': GhlSocialAccountsElement;
  }
}
