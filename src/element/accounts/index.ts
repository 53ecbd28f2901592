export { ACCOUNTS_TAG_NAME, defineSocialAccounts } from './define.js';
export * from './events.js';
export { GhlSocialAccountsElement } from './ghl-social-accounts.js';
export type { ShowMode } from './settings.js';
export { defineSocialConnect, GhlSocialConnectElement, configure, registerLabels } from '../index.js';
