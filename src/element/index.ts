export { defineSocialConnect, TAG_NAME } from './define.js';
export * from './events.js';
export { GhlSocialConnectElement } from './ghl-social-connect.js';
export { registerIcons, type PlatformIcons } from './icons/icons.js';
export { registerLabels, type Labels } from './i18n/labels.js';
export { configure, type Settings } from './settings.js';
export type { ConnectStatus } from './connect/state.js';
