import type { ReactiveController } from 'lit';
import { ConnectAttempt } from '../../connect/attempt.js';
import type { AccountDetails, Connection, Outcome, RejectionReason, StartRequest } from '../../connect/index.js';
import { findView } from '../../connect/read-document.js';
import { toSocialConnectError, type SocialConnectError } from '../../errors.js';
import { dropUndefined } from '../../protocol/drop-undefined.js';
import { ACCOUNT_ID_PATTERN } from '../../protocol/ids.js';
import type { Platform } from '../../protocol/platforms.js';
import {
  AccountConnectedEvent,
  ConnectCancelledEvent,
  ConnectFailedEvent,
  ConnectStartEvent,
  ConnectUnconfirmedEvent,
  MessageRejectedEvent,
  StateChangeEvent,
} from '../events.js';
import type { ConnectAccess, ConnectHost, ConnectView } from './connect-view.js';
import { parseElementOptions, type ElementConfig, type ElementOptions } from './element-config.js';
import { EventPath } from './event-path.js';
import { FollowUp, loadFlow } from './follow-up.js';
import { trace, warn } from './log.js';
import type * as attemptSupport from './attempt-support.js';
import { IDLE, toConnectedState, type ConnectedState, type ConnectingState, type ConnectState } from './state.js';
import type { ViewActions } from './progress-view.js';
import type { ViewModel } from './view.js';

/** How long an element may be out of the document before its attempt ends, in ms: frameworks wait for a frame, or longer. */
const MOVE_GRACE_MS = 250;

/**
 * The element's state, its attempt, and the events about both. It draws nothing and has no texts: the element's view is a
 * function of the state.
 */
export class ConnectController implements ReactiveController {
  readonly #actions: ViewActions = {
    followLink: (event) => {
      void this.connect(true);
      // Vetoed: nobody would wait for that window.
      if (this.#state.status !== 'connecting') event.preventDefault();
    },
    finish: () => this.#attempt?.finish(),
    confirmHighLevel: () => void this.#offer?.confirm(),
    cancel: () => this.cancel(),
    loadDetails: () => void this.loadDetails(),
    renderPicker: (picker, text) => this.#followUp.renderPicker(picker, text),
  };
  /** Draws what an attempt adds to the view, once the code for that is loaded. */
  readonly drawProgress = (root: ShadowRoot, model: ViewModel) => this.#part?.drawProgress(root, model, this.#actions);
  #state: ConnectState = IDLE;
  #part: typeof attemptSupport | undefined;
  #options: ElementOptions | undefined;
  #attempt: ConnectAttempt | undefined;
  #offer: attemptSupport.HighLevelOffer | undefined;
  /** Ends what runs after an outcome: the search for a link, or watching the location's list. */
  #aftermath = new AbortController();
  #isAnnouncing = false;
  /** How many attempts in a row have ended as unconfirmed. */
  #cutOffs = 0;
  /** The connection from before the last attempt: it stays until there is another one. */
  #previous: ConnectedState | undefined;
  #removal: ReturnType<typeof setTimeout> | undefined;
  readonly #path: EventPath;
  readonly #access: ConnectAccess = {
    getState: () => this.#state,
    getConnected: () => this.connected,
    getListProof: () => this.#attempt?.listProof,
    setState: (state) => this.#setState(state),
    dispatch: (event) => this.#dispatch(event),
    switchLogin: () => void this.connect(),
    connect: (connection, options) => {
      this.#stop();
      this.#showConnection(connection, options);
    },
  };
  readonly #followUp: FollowUp;
  readonly #host: ConnectHost;
  readonly #view: ConnectView;

  constructor(host: ConnectHost, view: ConnectView) {
    this.#host = host;
    this.#view = view;
    this.#path = new EventPath(host);
    this.#followUp = new FollowUp(view, this.#access);
    host.addController(this);
  }

  get state(): ConnectState {
    return this.#state;
  }

  /** The connection, with its details, also while another attempt runs. */
  get connected(): ConnectedState | undefined {
    return toConnectedState(this.#state) ?? this.#previous;
  }

  hostConnected(): void {
    clearTimeout(this.#removal);
    this.#path.update();
  }

  hostDisconnected(): void {
    this.#removal = setTimeout(() => this.cancel(), MOVE_GRACE_MS);
  }

  /** Starts an attempt, or focuses the popup of the running one. `openedByLink`: the click opens a link of ours. */
  connect(openedByLink = false): Promise<Outcome> {
    if (this.#attempt?.isRunning) {
      this.#attempt.focus();
      return this.#attempt.outcome;
    }
    const options: ElementOptions = {
      // The link leads where the blocked attempt would have gone, whatever was set since.
      ...((openedByLink && this.#options) || this.#view.readOptions()),
      openedByLink,
      onPopupUnreachable: () => this.#handleUnreachable(),
      onListCheck: () => this.#showProgress({ isChecking: true }),
      onMessageRejected: (reason, origin) => this.#handleRejection(reason, origin),
      onLateConnection: (connection) => this.#showConnection(connection, options),
    };
    const { platform } = options;
    let config: ElementConfig;
    try {
      config = parseElementOptions(options);
    } catch (cause) {
      this.#begin(options);
      const error = toSocialConnectError(cause);
      this.#showFailure(platform, error);
      return Promise.resolve(Object.freeze({ status: 'failed', platform, error }));
    }
    if (!this.#mayStart(config.request)) {
      return Promise.resolve(Object.freeze({ status: 'cancelled', platform, reason: 'aborted' }));
    }
    this.#begin(options);
    const attempt = new ConnectAttempt(config, (outcome) => this.#handleOutcome(outcome, config), findView(this.#host));
    this.#attempt = attempt;
    attempt.start();
    if (!attempt.isRunning) return attempt.outcome;
    // The code for what follows loads while the popup is open. A failure is reported when that code is needed.
    if (options.fetchDetails) loadFlow().catch(() => undefined);
    this.#setState({ status: 'connecting', platform, isUnreachable: false });
    return attempt.outcome;
  }

  /** Ends what went on before. Not earlier, so that a page that vetoes the attempt keeps it. */
  #begin(options: ElementOptions): void {
    this.#stop();
    this.#prepare();
    this.#options = options;
    this.#previous = this.connected;
  }

  /** Ends the attempt, or what follows it. A connection stays. */
  cancel(): void {
    this.#stop();
    const connected = toConnectedState(this.#state);
    if (connected) this.#setState(connected);
  }

  /** Called with every attempt: what could not be loaded for the last one may be there now. */
  #prepare(): void {
    this.#withPart((part) => {
      part.prepare(this.#host, this.#view.adoptStyles);
      this.#part = part;
      this.#host.requestUpdate();
    });
  }

  /** Uses the part that is loaded on demand, once it is there. Without it, the element works with fewer texts. */
  #withPart(use: (part: typeof attemptSupport) => unknown): void {
    void import('./attempt-support.js').then(use, () => undefined);
  }

  #stop(): void {
    this.#attempt?.cancel();
    this.#followUp.abort();
    this.#aftermath.abort();
    this.#aftermath = new AbortController();
  }

  /** Shows the login that the page knows, or the browser has saved for a form, as a change of state without an outcome. */
  restore(platform: Platform, accountId: string): void {
    if (!ACCOUNT_ID_PATTERN.test(accountId)) return warn(`account-id "${accountId}" is not the id of a login.`);
    this.#replace({ status: 'connected', connection: { platform, accountId, reconnectAccounts: [] } });
  }

  forget(): void {
    this.#replace(IDLE);
  }

  /** Shows a state that no attempt has led to. A running attempt goes on, and returns to it if it comes to nothing. */
  #replace(state: ConnectState): void {
    this.#cutOffs = 0;
    this.#previous = toConnectedState(state);
    // Set again while connecting, because a form must not keep the old value.
    if (this.#state.status === 'connecting') return this.#setState(this.#state);
    this.#options = undefined;
    this.#stop();
    this.show(state);
  }

  show(state: ConnectState): void {
    this.#prepare();
    this.#setState(state);
  }

  loadDetails(): Promise<AccountDetails | undefined> {
    return this.#followUp.reload();
  }

  reset(isStarting?: boolean): void {
    this.#previous = undefined;
    if (!isStarting || this.#attempt?.started) this.#stop();
    this.forget();
  }

  resetForPlatform(platform: Platform | undefined): void {
    if (this.#options && this.#options.platform === platform) return;
    this.forget();
  }

  /** Announces the attempt; `false` if the page vetoes it, or starts another one meanwhile. */
  #mayStart({ platform, locationId, userId, reconnect }: StartRequest): boolean {
    if (this.#isAnnouncing) return false;
    if (this.#view.isDebugging()) trace(`connecting ${platform}`);
    this.#isAnnouncing = true;
    const detail = dropUndefined({ platform, locationId, userId, reconnect, attempt: this.#cutOffs + 1 });
    try {
      return this.#host.dispatchEvent(new ConnectStartEvent(detail));
    } finally {
      this.#isAnnouncing = false;
    }
  }

  #handleOutcome(outcome: Outcome, config: ElementConfig): void {
    const { status, platform } = outcome;
    if (this.#view.isDebugging()) trace(`${platform}: ${status}`);
    switch (status) {
      case 'connected':
        return this.#showConnection(outcome.connection, config.options);
      case 'cancelled':
        this.#cutOffs = 0;
        if (outcome.reason === 'popup-closed') this.#withPart((part) => part.warnClosedAfterRejection(this.#host));
        this.#setState(this.#previous ?? { status: 'idle', cancelled: outcome.reason });
        return this.#dispatch(new ConnectCancelledEvent({ platform, reason: outcome.reason }));
      case 'unconfirmed':
        // The page may have set another platform meanwhile, whose first attempt is still to come.
        this.#cutOffs = platform === this.#view.readOptions().platform ? this.#cutOffs + 1 : 0;
        this.#setState({ status, tried: platform, isRepeated: this.#cutOffs > 1 });
        this.#offer = this.#part?.offerHighLevel(this.#access, config.options, this.#aftermath.signal);
        return this.#dispatch(new ConnectUnconfirmedEvent({ platform, reason: outcome.reason }));
      case 'failed':
        return this.#showFailure(platform, outcome.error, config);
    }
  }

  #showConnection(connection: Connection, options: ElementOptions): void {
    this.#cutOffs = 0;
    this.#aftermath.abort();
    // A reconnect that names no login has no details.
    if (options.fetchDetails && connection.accountId !== undefined) void this.#followUp.run(connection, options);
    else this.#setState({ status: 'connected', connection });
    this.#dispatch(new AccountConnectedEvent(connection));
  }

  #showFailure(platform: Platform, error: SocialConnectError, config?: ElementConfig): void {
    this.#setState({ status: 'failed', tried: platform, error });
    this.#dispatch(new ConnectFailedEvent({ platform, error }));
    if (error.code !== 'popup_blocked' || !config) return;
    this.#withPart((part) => part.addLink(this.#access, config, this.#aftermath.signal, this.#view.isDebugging()));
  }

  #handleUnreachable(): void {
    if (!this.#options?.openedByLink) this.#withPart((part) => part.warnUnreachablePopup());
    this.#showProgress({ isUnreachable: true });
  }

  #showProgress(progress: Partial<ConnectingState>): void {
    if (this.#state.status === 'connecting') this.#setState({ ...this.#state, ...progress });
  }

  #handleRejection(reason: RejectionReason, origin: string): void {
    this.#withPart((part) => part.noteRejection(this.#host, reason, origin, this.#view.isDebugging()));
    this.#dispatch(new MessageRejectedEvent({ reason, origin }));
  }

  #setState(state: ConnectState): void {
    const previous = this.#state;
    // Not a copy: who has set a state finds out by its identity whether it still holds.
    this.#state = Object.setPrototypeOf(state, null) as ConnectState;
    this.#host.requestUpdate();
    this.#view.onChange(state, previous);
    if (state.status === previous.status) return;
    this.#host.dispatchEvent(new StateChangeEvent({ state: state.status, previous: previous.status }));
  }

  #dispatch(event: CustomEvent<object>): void {
    this.#path.dispatch(event, this.#view.isDebugging());
  }
}
