import { invalidConfig, parseConnectOptions, type ConnectOptions } from '../../connect/options.js';
import type { StartRequest } from '../../protocol/routes.js';
import type { AttachMode } from '../settings.js';

/** What an attempt of the element does: the attempt's own options, and what follows it. */
export interface ConnectPlan extends ConnectOptions {
  /** Whether to ask the proxy what the login manages. */
  readonly fetchDetails: boolean;
  readonly attach: AttachMode;
  /** Whether pictures of accounts may be loaded. */
  readonly avatars: boolean;
}

const ATTACH_MODES: readonly string[] = ['none', 'auto', 'choose'];

/** @throws {SocialConnectError} `invalid_config`, naming what is wrong. */
export function checkPlan(plan: ConnectPlan): StartRequest {
  if (!ATTACH_MODES.includes(plan.attach)) throw invalidConfig('attach', 'must be none, auto or choose.');
  if (plan.fetchDetails && !plan.proxyUrl) {
    throw invalidConfig(plan.attach === 'none' ? 'fetchDetails' : 'attach', 'needs a proxy-url.');
  }
  return parseConnectOptions(plan).request;
}
