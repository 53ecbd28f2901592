export type { SocialConnectErrorCode } from '../errors.js';
export { SocialConnectError } from '../errors.js';
export { createAppTokens } from './app-tokens.js';
export type { AppTokens, Installer, TokenRequest } from './app-tokens.js';
export type { InstallUrlOptions } from './install/install-url.js';
export type { AppTokensOptions, WebhookOptions } from './options.js';
export type { EncryptionKey } from './storage/encryption.js';
