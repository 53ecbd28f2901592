import { checkUrl, parseConnectOptions, type ConnectConfig } from '../../connect/config.js';
import { invalidConfig } from '../../connect/invalid-config.js';
import type { ConnectOptions } from '../../connect/options.js';
import { requireOptions } from '../../protocol/own-options.js';
import type { SessionOptions } from '../session/session-options.js';
import type { AttachMode } from '../settings.js';

/** Options of an attempt of the element: the attempt's own, and what follows it. */
export interface ElementOptions extends ConnectOptions, SessionOptions {
  /** Whether to ask the proxy which accounts the login manages. */
  readonly fetchDetails: boolean;
  readonly attach: AttachMode;
  /** Address of HighLevel's own page, with `{locationId}`. */
  readonly highlevelUrl?: string | undefined;
  /** Whether pictures of accounts may be loaded. */
  readonly avatars: boolean;
}

/** Validated {@link ElementOptions}. */
export type ElementConfig = ConnectConfig<ElementOptions>;

const ATTACH_MODES: readonly string[] = ['none', 'auto', 'choose'];

/** @throws {SocialConnectError} `invalid_config`, naming the option that is wrong. */
export function parseElementOptions(given: ElementOptions): ElementConfig {
  const options = requireOptions(given);
  const { attach, fetchDetails, proxyUrl, highlevelUrl } = options;
  options.checkSession?.();
  if (!ATTACH_MODES.includes(attach)) throw invalidConfig('attach', 'must be none, auto or choose.');
  if (fetchDetails && !proxyUrl) {
    throw invalidConfig(attach === 'none' ? 'fetchDetails' : 'attach', 'needs a proxy-url.');
  }
  if (highlevelUrl) checkUrl('highlevelUrl', highlevelUrl);
  return parseConnectOptions(options);
}
