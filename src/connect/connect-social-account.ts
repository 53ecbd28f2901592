import { SocialConnectError, toSocialConnectError } from '../errors.js';
import { ConnectAttempt } from './attempt.js';
import { parseConnectOptions, type ConnectConfig } from './config.js';
import type { ConnectOptions } from './options.js';
import type { Attempt, Outcome } from './outcome.js';

function createConfig(options: ConnectOptions): ConnectConfig {
  if (typeof document !== 'undefined') return parseConnectOptions(options);
  throw new SocialConnectError('invalid_config', 'connectSocialAccount() needs a browser.');
}

/**
 * Opens the sign-in popup and waits for its message. Call it in a click handler, before any `await`.
 *
 * Every failure is an outcome, never an exception. Nothing opens if the options are wrong.
 *
 * @example
 * ```ts
 * button.addEventListener('click', async () => {
 *   const outcome = await connectSocialAccount({ platform: 'facebook', locationId, userId }).outcome;
 *   if (outcome.status === 'connected') console.log(outcome.connection.accountId);
 * });
 * ```
 */
export function connectSocialAccount(options: ConnectOptions): Attempt {
  let config: ConnectConfig;
  try {
    config = createConfig(options);
  } catch (cause) {
    const error = toSocialConnectError(cause, 'invalid_config', String(cause));
    const { platform } = Object(options) as ConnectOptions;
    const outcome: Outcome = Object.freeze({ status: 'failed', platform, error });
    return { outcome: Promise.resolve(outcome), isRunning: false, cancel() {}, focus() {}, finish() {} };
  }
  const attempt = new ConnectAttempt(config);
  attempt.start();
  return attempt;
}
