import { toSocialConnectError } from '../errors.js';
import { parseSocialPlannerMessage, type SocialPlannerMessage } from '../protocol/message.js';
import { ownField } from '../protocol/own-field.js';
import { REQUEST_TIMEOUT_MS, type ConnectConfig } from './config.js';
import type { ListProof } from './accounts/list-proof.js';
import { callSafely, fail, toConnection, type Ending } from './ending.js';
import { loadPart } from './load-part.js';
import type { OpenWindow, RejectionReason } from './options.js';
import type { Attempt, Connection, Outcome } from './outcome.js';
import type { PopupStatus } from './popup/close-detector.js';
import { listen } from './popup/listen.js';
import { listenForMessages, type MessageReceiver } from './popup/message-listener.js';
import {
  claimWindow,
  closePopup,
  createPopupFeatures,
  focusPopup,
  openPopup,
  showConnecting,
  wasOpenedByLink,
} from './popup/popup-window.js';
import { watchPopup } from './popup/popup-watcher.js';

const MAX_REJECTIONS = 100;

/**
 * One popup, the wait for its message, and the decision how the attempt ended. One signal ends everything it starts.
 */
export class ConnectAttempt implements Attempt, MessageReceiver {
  readonly outcome: Promise<Outcome>;
  readonly #config: ConnectConfig;
  readonly #onOutcome: ((outcome: Outcome) => void) | undefined;
  /** The windows in which the person and messages may be: the one that shows the element, and the script's own. */
  readonly #views: readonly Window[];
  readonly #controller = new AbortController();
  #resolve!: (outcome: Outcome) => void;
  #result: Outcome | undefined;
  #popup: Window | null = null;
  /** Whether the popup has the address of the sign-in. */
  started = false;
  /** When the popup must have been sent to the sign-in page, as a value of `Date.now()`. */
  readonly #startDeadline = Date.now() + REQUEST_TIMEOUT_MS;
  #isUnreachable = false;
  #rejections = 0;
  /** The location's list, if it could be read before the person went on. */
  #proof: ListProof | undefined;
  #isLeaving = false;
  /** What HighLevel has reported, while it is compared with the account that was to be reconnected. */
  #reported: Connection | undefined;
  /** When that comparison is given up, as a value of `Date.now()`. */
  #matchDeadline = Infinity;

  /**
   * @param onOutcome Called once with the outcome, in the task in which it is known.
   * @param view The window in which the person is. It opens the popup, and may be another than that of this script.
   */
  constructor(config: ConnectConfig, onOutcome?: (outcome: Outcome) => void, view?: Window | null) {
    this.#config = config;
    this.#onOutcome = onOutcome;
    this.#views = [...new Set([view ?? window, window])];
    this.outcome = new Promise((resolve) => (this.#resolve = resolve));
  }

  /** Opens the popup, or waits for the window that a link opens. Call it once. */
  start(): void {
    try {
      this.#start();
    } catch (cause) {
      // A failure of ours, as where the page has replaced a built-in by something that throws.
      this.#end(fail('start_failed', 'The attempt could not begin.', cause));
    }
  }

  #start(): void {
    const { signal } = this.#controller;
    const { signal: pageSignal, openedByLink } = this.#config.options;
    if (pageSignal?.aborted) return this.cancel();
    // Before the window exists, so that none of its messages can be missed.
    for (const view of this.#views) {
      listenForMessages(this, view, signal);
      listen(view, 'pagehide', () => this.cancel(), signal);
    }
    this.started = openedByLink === true;
    if (!this.started) this.#open();
    if (!this.isRunning) return;

    if (this.#config.proxyUrl) void this.#readList();
    if (pageSignal) listen(pageSignal, 'abort', () => this.cancel(), signal);
    const deadline = Date.now() + this.#config.timeout;
    watchPopup(
      {
        views: this.#views,
        popup: this.#popup,
        hasNavigated: () => this.started,
        // A little later than the part that finds the address: it knows what took so long, unless it has not even loaded.
        deadline: () =>
          this.#reported
            ? this.#matchDeadline
            : this.started
              ? deadline
              : Math.min(deadline, this.#startDeadline + 500),
        onCheck: (status) => this.#check(status),
      },
      signal,
    );
  }

  get isRunning(): boolean {
    return this.#result === undefined;
  }

  /** The location's list before the attempt; `undefined` if it could not be read. */
  get listProof(): ListProof | undefined {
    return this.#proof;
  }

  cancel(): void {
    // What HighLevel has reported has happened, whether or not somebody waits for the comparison.
    if (this.#reported && !this.#controller.signal.aborted) return this.#connect(this.#reported);
    this.#end({ status: 'cancelled', reason: 'aborted' });
  }

  focus(): void {
    focusPopup(this.#popup);
  }

  finish(): void {
    if (this.#isUnreachable) void this.#leave();
  }

  /** Part of {@link MessageReceiver}. */
  owns(source: MessageEventSource): boolean {
    return this.#config.options.openedByLink ? wasOpenedByLink(source, this.#views) : source === this.#popup;
  }

  /** Part of {@link MessageReceiver}. Checks the source, then the origin, and only then looks at the data. */
  receive(event: MessageEvent<unknown>, source?: MessageEventSource): boolean {
    if (this.#controller.signal.aborted) return false;
    const allowed = this.#config.allowedOrigins.has(event.origin);
    if (!source) return allowed && this.#reject('source', event.origin);
    if (!allowed) return this.#reject('origin', event.origin);
    try {
      return this.#read(event, source);
    } catch (cause) {
      // A failure of ours, as where the page has patched a built-in: the person may have signed in all the same.
      this.#end(fail('invalid_response', "HighLevel's message could not be read.", cause));
      return true;
    }
  }

  #read({ data, origin }: MessageEvent<unknown>, source: MessageEventSource): boolean {
    const message = parseSocialPlannerMessage(data);
    if (!message) return this.#reject('schema', origin);
    const platform = ownField(message, 'platform');
    if (platform && platform !== this.#config.request.platform) return this.#reject('platform', origin);
    // A window that a link opened makes itself known by its message; from now on it can be closed.
    this.#popup ??= source as Window;
    claimWindow(this.#popup);
    this.#accept(message);
    return true;
  }

  #reject(reason: RejectionReason, origin: string): false {
    if (this.#rejections >= MAX_REJECTIONS) return false;
    this.#rejections += 1;
    callSafely(() => this.#config.options.onMessageRejected?.(reason, origin));
    return false;
  }

  #accept(message: SocialPlannerMessage): void {
    if (this.#reported) return;
    if (message.kind === 'denied') return this.#end({ status: 'cancelled', reason: 'denied' });
    if (message.kind === 'error') return this.#end(fail('provider_error', message.error));
    const connection = toConnection(message, this.#config);
    if (this.#config.options.reconnectAccount) void this.#match(connection);
    else this.#connect(connection);
  }

  /** Finds out whose account it is, which the message alone does not say. */
  async #match(connection: Connection): Promise<void> {
    this.#reported = connection;
    this.#matchDeadline = Date.now() + REQUEST_TIMEOUT_MS;
    closePopup(this.#popup);
    const { signal } = this.#controller;
    let matched = connection;
    try {
      const { matchAccount } = await loadPart('accounts', () => import('./accounts/match-account.js'));
      matched = await matchAccount(this.#config, connection, this.#proof?.before ?? [], signal);
    } catch {
      // Without that code, the connection is reported as it is.
    }
    if (!signal.aborted) this.#connect(matched);
  }

  #connect(connection: Connection): void {
    const isLate = this.#result !== undefined;
    this.#end({ status: 'connected', connection });
    if (isLate) callSafely(() => this.#config.options.onLateConnection?.(connection));
  }

  /** Opens the popup. Without one, the attempt has failed. */
  #open(): void {
    const { directUrl, width, height, options } = this.#config;
    const { openWindow } = options;
    let cause: unknown;
    // Browsers want a click in the window that opens another one, and `connect()` may be called in a click elsewhere.
    for (const view of openWindow ? [window] : this.#views) {
      try {
        const features = createPopupFeatures(width, height, this.#views[0] as Window);
        const open: OpenWindow = openWindow ?? ((...parts) => view.open(...parts));
        this.#popup ??= openPopup(directUrl?.href ?? 'about:blank', features, open, this.#views);
      } catch (error) {
        cause = error;
      }
    }
    if (!this.#popup) {
      return this.#end(fail('popup_blocked', 'The browser blocked the popup. Allow popups, or use the link.', cause));
    }
    this.started = directUrl !== undefined;
    if (!directUrl) void this.#navigate(this.#popup);
  }

  async #navigate(popup: Window): Promise<void> {
    const { signal } = this.#controller;
    showConnecting(popup, this.#config.options.connectingText ?? 'Connecting…');
    try {
      const { findStartUrl } = await loadPart('accounts', () => import('./start-url.js'));
      if (signal.aborted) return;
      const url = await findStartUrl(this.#config, signal, this.#startDeadline - Date.now());
      if (this.#result) return;
      popup.location.replace(url);
      this.started = true;
    } catch (cause) {
      const message = 'The sign-in page could not be opened.';
      this.#end({ status: 'failed', error: toSocialConnectError(cause, 'start_failed', message) });
    }
  }

  /** A list that cannot be read changes nothing. */
  async #readList(): Promise<void> {
    try {
      const { createListProof } = await loadPart('accounts', () => import('./accounts/list-proof.js'));
      const { signal } = this.#controller;
      if (!signal.aborted) this.#proof = await createListProof(this.#config, signal, this.#views);
    } catch {
      // The attempt ends as it would without a proxy.
    }
  }

  /** The person has come back from an unreachable popup: the list may know what no message can report. */
  async #leave(): Promise<void> {
    if (this.#isLeaving) return;
    this.#isLeaving = true;
    const { signal } = this.#controller;
    if (this.#proof) {
      callSafely(() => this.#config.options.onListCheck?.());
      const connection = await this.#proof.check(signal);
      if (signal.aborted || this.#reported) return;
      if (connection) return this.#connect(connection);
    }
    this.#settle({ status: 'unconfirmed', reason: 'popup-unreachable' });
  }

  #check(status: PopupStatus | 'timed-out'): void {
    if (this.#reported) return status === 'timed-out' ? this.#connect(this.#reported) : undefined;
    if (status === 'timed-out') {
      const seconds = Math.round(this.#config.timeout / 1000);
      return this.#end(
        this.started
          ? fail('timed_out', `No message arrived within ${seconds} s.`)
          : fail('start_failed', 'The sign-in page could not be opened in time.'),
      );
    }
    if (status === 'closed') return this.#end({ status: 'cancelled', reason: 'popup-closed' });
    if (status === 'returned') return void this.#leave();
    if (status !== 'unreachable' || this.#isUnreachable) return;
    this.#isUnreachable = true;
    callSafely(() => this.#config.options.onPopupUnreachable?.());
  }

  /** Decides the outcome, once. */
  #settle(ending: Ending): void {
    if (this.#result) return;
    const result = Object.freeze({ platform: this.#config.request.platform, ...ending });
    this.#result = result;
    this.#resolve(result);
    callSafely(() => this.#onOutcome?.(result));
  }

  /** Decides the outcome if there is none yet, and stops everything. */
  #end(ending: Ending): void {
    if (this.#controller.signal.aborted) return;
    this.#controller.abort();
    closePopup(this.#popup);
    this.#settle(ending);
  }
}
