import { SocialConnectError } from '../errors.js';
import { dropUndefined } from '../protocol/drop-undefined.js';
import { parseSocialPlannerMessage, type SocialPlannerMessage } from '../protocol/message.js';
import type { PopupVerdict } from './popup/close-detector.js';
import { listenForMessages } from './popup/message-listener.js';
import {
  claimWindow,
  closePopup,
  createPopupFeatures,
  focusPopup,
  openPopup,
  showConnecting,
  wasOpenedByLink,
} from './popup/popup-window.js';
import { parseConnectOptions, type AttemptConfig, type ConnectOptions, type RejectionReason } from './options.js';
import type { Attempt, Connection, Outcome } from './outcome.js';
import { watchPopup } from './popup/popup-watcher.js';

const MAX_REJECTIONS = 100;

type Ending =
  | { status: 'connected'; connection: Connection }
  | { status: 'cancelled'; reason: 'popup-closed' | 'denied' | 'aborted' }
  | { status: 'unconfirmed'; reason: 'popup-unreachable' }
  | { status: 'failed'; error: SocialConnectError };

function toError(cause: unknown): SocialConnectError {
  if (cause instanceof SocialConnectError) return cause;
  return new SocialConnectError('start_failed', 'The popup could not reach the sign-in page.', { cause });
}

/**
 * Owns one popup, the wait for its message and the decision how it ended. Everything it starts ends by one signal.
 * Owns no words and no state of a button: it tells through its outcome and the callbacks of its options.
 */
class PopupAttempt implements Attempt {
  readonly outcome: Promise<Outcome>;
  ended: Outcome | undefined;
  readonly #options: ConnectOptions;
  readonly #config: AttemptConfig;
  readonly #controller = new AbortController();
  #resolve!: (outcome: Outcome) => void;
  #popup: Window | null = null;
  #left = false;
  #cutOff = false;
  #rejections = 0;

  constructor(options: ConnectOptions, config: AttemptConfig) {
    this.#options = options;
    this.#config = config;
    this.outcome = new Promise((resolve) => (this.#resolve = resolve));
    const { signal } = this.#controller;
    if (options.signal?.aborted) this.cancel();
    if (signal.aborted) return;
    // Registered before the window is there: nothing it posts can be missed.
    listenForMessages(this, signal);
    this.#left = options.viaLink === true;
    if (!this.#left && !this.#open()) return;

    addEventListener('pagehide', () => this.cancel(), { signal });
    options.signal?.addEventListener('abort', () => this.cancel(), { signal });
    watchPopup(
      {
        popup: this.#popup,
        hasLeft: () => this.#left,
        deadline: Date.now() + config.timeout,
        onLook: (verdict) => this.#look(verdict),
      },
      signal,
    );
  }

  cancel(): void {
    this.#end({ status: 'cancelled', reason: 'aborted' });
  }

  focus(): void {
    focusPopup(this.#popup);
  }

  finish(): void {
    if (this.#cutOff) this.#settle({ status: 'unconfirmed', reason: 'popup-unreachable' });
  }

  /** Part of the listener's contract. */
  owns(source: MessageEventSource): boolean {
    return this.#options.viaLink ? wasOpenedByLink(source) : source === this.#popup;
  }

  /** Part of the listener's contract. Where it came from is settled before the data is touched. */
  receive(event: MessageEvent<unknown>, source?: MessageEventSource): boolean {
    if (this.#controller.signal.aborted) return false;
    const allowed = this.#config.allowedOrigins.has(event.origin);
    if (!source) return allowed && this.#reject('source', event.origin);
    if (!allowed) return this.#reject('origin', event.origin);
    const message = parseSocialPlannerMessage(event.data);
    if (!message) return this.#reject('schema', event.origin);
    if (message.platform !== undefined && message.platform !== this.#config.request.platform) {
      return this.#reject('platform', event.origin);
    }
    // A window that a link opened shows itself by its message; from now on it can be closed.
    this.#popup ??= source as Window;
    claimWindow(this.#popup);
    this.#accept(message);
    return true;
  }

  #reject(reason: RejectionReason, origin: string): false {
    if (this.#rejections >= MAX_REJECTIONS) return false;
    this.#rejections += 1;
    try {
      this.#options.onMessageRejected?.(reason, origin);
    } catch (error) {
      // The page's own mistake must not keep the message from those who wait for it.
      reportError(error);
    }
    return false;
  }

  #accept(message: SocialPlannerMessage): void {
    if (message.kind === 'denied') return this.#end({ status: 'cancelled', reason: 'denied' });
    if (message.kind === 'error') {
      return this.#end({ status: 'failed', error: new SocialConnectError('provider_error', message.error) });
    }
    const { accountId, reconnectAccounts, placement } = message;
    const { platform, locationId, userId } = this.#config.request;
    const connection: Connection = Object.freeze(
      dropUndefined({ platform, accountId, reconnectAccounts, placement, locationId, userId }),
    );
    const late = this.ended;
    this.#end({ status: 'connected', connection });
    if (late) this.#options.onLateConnection?.(connection);
  }

  /** Opens the popup; `false` if there is none, and the attempt has failed. */
  #open(): boolean {
    const { directUrl, width, height } = this.#config;
    const features = createPopupFeatures(width, height);
    let cause: unknown;
    try {
      this.#popup = openPopup(directUrl?.href ?? 'about:blank', features, this.#options.openWindow);
    } catch (error) {
      cause = error;
    }
    if (!this.#popup) {
      const message = 'The browser blocked the popup. Allow popups, or use the link.';
      this.#end({ status: 'failed', error: new SocialConnectError('popup_blocked', message, { cause }) });
      return false;
    }
    this.#left = directUrl !== undefined;
    if (!directUrl) void this.#navigate(this.#popup);
    return true;
  }

  async #navigate(popup: Window): Promise<void> {
    showConnecting(popup, this.#options.connectingText ?? 'Connecting…');
    try {
      const { signal } = this.#controller;
      const { resolveStartUrl } = await import('./start-url.js');
      if (signal.aborted) return;
      const url = await resolveStartUrl(this.#options, signal, this.#config);
      if (this.ended) return;
      popup.location.replace(url);
      this.#left = true;
    } catch (cause) {
      this.#end({ status: 'failed', error: toError(cause) });
    }
  }

  #look(verdict: PopupVerdict | 'timed-out'): void {
    if (verdict === 'timed-out') {
      const seconds = Math.round(this.#config.timeout / 1000);
      const error = new SocialConnectError('timed_out', `Nothing came back within ${seconds} s.`);
      return this.#end({ status: 'failed', error });
    }
    if (verdict === 'closed') return this.#end({ status: 'cancelled', reason: 'popup-closed' });
    if (verdict === 'returned') return this.#settle({ status: 'unconfirmed', reason: 'popup-unreachable' });
    if (verdict !== 'cut-off' || this.#cutOff) return;
    this.#cutOff = true;
    this.#options.onCutOff?.();
  }

  /** Gives the outcome, once. */
  #settle(ending: Ending): void {
    if (this.ended) return;
    this.ended = Object.freeze({ platform: this.#config.request.platform, ...ending });
    this.#resolve(this.ended);
  }

  /** Gives the outcome if there is none yet, and stops everything. */
  #end(ending: Ending): void {
    if (this.#controller.signal.aborted) return;
    this.#controller.abort();
    closePopup(this.#popup);
    this.#settle(ending);
  }
}

/**
 * Opens the sign-in popup and waits for its message. Call it inside a click, before any `await`.
 *
 * Whatever goes wrong is an outcome, never an exception; nothing opens if the options are wrong.
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
  try {
    return new PopupAttempt(options, parseConnectOptions(options));
  } catch (cause) {
    const ended: Outcome = { status: 'failed', platform: options.platform, error: toError(cause) };
    return { outcome: Promise.resolve(ended), ended, cancel() {}, focus() {}, finish() {} };
  }
}
