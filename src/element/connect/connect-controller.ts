import type { ReactiveController } from 'lit';
import { connectSocialAccount } from '../../connect/attempt.js';
import type { Attempt, Connection, Outcome } from '../../connect/outcome.js';
import { toSocialConnectError, type SocialConnectError } from '../../errors.js';
import type { RejectionReason } from '../../connect/options.js';
import { dropUndefined } from '../../protocol/drop-undefined.js';
import type { StartRequest } from '../../protocol/routes.js';
import { ACCOUNT_ID_PATTERN } from '../../protocol/ids.js';
import { isPlatform, type Platform } from '../../protocol/platforms.js';
import type { AccountFlow } from '../picker/account-flow.js';
import type { ConnectHost, ConnectView } from './connect-view.js';
import {
  AccountConnectedEvent,
  AccountDetailsFailedEvent,
  ConnectCancelledEvent,
  ConnectFailedEvent,
  ConnectStartEvent,
  ConnectUnconfirmedEvent,
  MessageRejectedEvent,
  StateChangeEvent,
} from '../events.js';
import { trace, warn } from './log.js';
import type * as onDemand from './on-demand.js';
import { checkPlan, type ConnectPlan } from './plan.js';
import { IDLE, keepConnection, type ConnectedState, type ConnectState } from './state.js';
import type { ViewActions } from './view.js';

const loadFlow = () => import('../picker/account-flow.js');

/** Uses what comes on demand, once it is there; without it the element does what it must, and says less. */
function later(use: (module: typeof onDemand) => unknown): void {
  void import('./on-demand.js').then(use, () => undefined);
}

/**
 * Owns the element's state, its attempt, and the events that tell of both.
 * Owns no words and no looks. A controller, so that the element is nothing but a view over the state.
 */
export class ConnectController implements ReactiveController {
  readonly actions: ViewActions = {
    followLink: (event) => {
      void this.connect(true);
      // Vetoed: nobody would wait for that window.
      if (!this.#outcome) event.preventDefault();
    },
    finish: () => this.#attempt?.finish(),
    cancel: () => this.cancel(),
    loadDetails: () => this.#loadDetailsAgain(),
    renderPicker: (picker, text) => this.#flow?.renderPicker(picker, text),
  };
  #state: ConnectState = IDLE;
  #attempt: Attempt | undefined;
  #outcome: Promise<Outcome> | undefined;
  #flow: AccountFlow | undefined;
  /** Ends the search for a link where the popup was blocked. */
  #linking: AbortController | undefined;
  #isAnnouncing = false;
  /** What the last attempt began with. */
  #plan: ConnectPlan | undefined;
  /** The connection from before it: it stands until there is another. */
  #kept: ConnectedState | undefined;
  readonly #host: ConnectHost;
  readonly #view: ConnectView;

  constructor(host: ConnectHost, view: ConnectView) {
    this.#host = host;
    this.#view = view;
    host.addController(this);
  }

  get state(): ConnectState {
    return this.#state;
  }

  /** The connection that stands, also while another one is tried. */
  get connection(): Connection | undefined {
    return (keepConnection(this.#state) ?? this.#kept)?.connection;
  }

  /** A move takes the element out and puts it back in at once: only one that stays out aborts its attempt. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.cancel();
    });
  }

  /** Starts an attempt, or brings the one that runs to the front. `viaLink`: the person's click opens a link of ours. */
  connect(viaLink = false): Promise<Outcome> {
    if (this.#outcome) {
      this.#attempt?.focus();
      return this.#outcome;
    }
    const plan: ConnectPlan = {
      // The link leads where the blocked attempt would have gone, whatever was set since.
      ...((viaLink && this.#plan) || this.#view.createPlan()),
      viaLink,
      onCutOff: () => this.#handleCutOff(),
      onMessageRejected: (reason, origin) => this.#handleRejection(reason, origin),
      onLateConnection: (connection) => this.#showConnection(connection, plan),
    };
    const { platform } = plan;
    let request: StartRequest;
    try {
      request = checkPlan(plan);
    } catch (error) {
      this.#begin(plan);
      const outcome = { status: 'failed', platform, error: error as SocialConnectError } as const;
      return Promise.resolve(this.#handleOutcome(outcome, plan));
    }
    if (!this.#mayStart(request)) return Promise.resolve({ status: 'cancelled', platform, reason: 'aborted' });

    this.#begin(plan);
    this.#attempt = connectSocialAccount(plan);
    // Known before anybody is told: who asks to connect while being told gets this one.
    const { outcome } = this.#attempt;
    this.#outcome = outcome;
    void outcome.then((ended) => this.#tell(ended, plan));
    // What follows a connection comes while the popup is open; a failure shows when it is needed.
    if (plan.fetchDetails) loadFlow().catch(() => undefined);
    this.#setState({ status: 'connecting', platform, cutOff: false });
    return outcome;
  }

  /** Only now is what went on before at an end: a page that vetoes the attempt keeps it. */
  #begin(plan: ConnectPlan): void {
    this.#stop();
    this.#prepare();
    this.#plan = plan;
    this.#kept = keepConnection(this.#state) ?? this.#kept;
  }

  /** Ends the attempt, or the request that follows it; a connection stands. */
  cancel(): void {
    this.#stop();
    const kept = keepConnection(this.#state);
    if (kept) this.#setState(kept);
  }

  /** Again with each attempt: what could not be had for the last one may be there now. */
  #prepare(): void {
    later((part) => part.prepare(this.#host, this.#view.adoptStyles));
  }

  #stop(): void {
    this.#attempt?.cancel();
    this.#flow?.abort();
    this.#linking?.abort();
    // Told at once: who asks to connect next gets another attempt.
    const ended = this.#attempt?.ended;
    if (ended && this.#plan) this.#tell(ended, this.#plan);
  }

  #tell(ended: Outcome, plan: ConnectPlan): void {
    if (this.#outcome && this.#plan === plan) this.#handleOutcome(ended, plan);
  }

  #loadDetailsAgain(): void {
    const { state } = this;
    if (state.status === 'connected') this.#followUp(state.connection, this.#view.createPlan());
  }

  /** Shows a login that the browser remembered for a form; nothing if it is none. No event tells of it. */
  restore(accountId: string): void {
    const { platform } = this.#view.createPlan();
    if (!isPlatform(platform) || !ACCOUNT_ID_PATTERN.test(accountId) || this.#outcome) return;
    this.#prepare();
    this.#setState({ status: 'connected', connection: { platform, accountId, reconnectAccounts: [] } });
  }

  reset(): void {
    this.#kept = undefined;
    this.#stop();
    if (!this.#outcome) this.#setState(IDLE);
  }

  /** Forgets what it knows of another platform than this one; a running attempt goes on. */
  forgetOthers(platform: Platform | undefined): void {
    if (this.#plan && this.#plan.platform === platform) return;
    this.#kept = undefined;
    // A form must not keep its value either.
    if (this.#state.status === 'connecting') this.#setState(this.#state);
    else this.reset();
  }

  /** Says that an attempt begins; `false` if the page vetoes it, or asks for another one while it is told of this one. */
  #mayStart({ platform, locationId, userId, reconnect }: StartRequest): boolean {
    if (this.#isAnnouncing) return false;
    this.#trace(`connecting ${platform}`);
    this.#isAnnouncing = true;
    const detail = dropUndefined({ platform, locationId, userId, reconnect });
    const isAllowed = this.#host.dispatchEvent(new ConnectStartEvent(detail));
    this.#isAnnouncing = false;
    return isAllowed;
  }

  #handleOutcome(outcome: Outcome, plan: ConnectPlan): Outcome {
    this.#outcome = undefined;
    this.#trace(`${outcome.platform}: ${outcome.status}`);
    switch (outcome.status) {
      case 'connected':
        this.#showConnection(outcome.connection, plan);
        break;
      case 'cancelled':
        if (outcome.reason === 'popup-closed') later((hints) => hints.adviseOnClose(this.#host));
        this.#setState(this.#kept ?? { status: 'idle', cancelled: outcome.reason });
        this.#host.dispatchEvent(new ConnectCancelledEvent({ platform: outcome.platform, reason: outcome.reason }));
        break;
      case 'unconfirmed':
        this.#setState({ status: 'unconfirmed', tried: outcome.platform });
        this.#host.dispatchEvent(new ConnectUnconfirmedEvent({ platform: outcome.platform, reason: outcome.reason }));
        break;
      case 'failed':
        this.#showFailure(outcome, plan);
        break;
    }
    return outcome;
  }

  #showConnection(connection: Connection, plan: ConnectPlan): void {
    // A reconnect that names no login has nothing to be asked for.
    if (plan.fetchDetails && connection.accountId !== undefined) this.#followUp(connection, plan);
    else this.#setState({ status: 'connected', connection });
    this.#host.dispatchEvent(new AccountConnectedEvent(connection));
  }

  #followUp(connection: Connection, plan: ConnectPlan): void {
    this.#flow?.abort();
    const loading: ConnectState = { status: 'loading-details', connection };
    this.#setState(loading);
    void this.#loadDetails(loading, plan);
  }

  /** Loads the code that follows a connection and runs it. A failure of either is reported here. */
  async #loadDetails(loading: Extract<ConnectState, { status: 'loading-details' }>, plan: ConnectPlan): Promise<void> {
    const { connection } = loading;
    try {
      const { AccountFlow } = await loadFlow();
      if (this.#state !== loading) return;
      this.#flow = new AccountFlow(connection, plan, {
        setState: (state) => this.#setState(state),
        dispatch: (event) => this.#host.dispatchEvent(event),
        switchLogin: () => void this.connect(),
        getSessionToken: () => this.#view.createPlan().sessionToken,
        adoptStyles: this.#view.adoptStyles,
      });
      await this.#flow.loadDetails();
    } catch (cause) {
      if (this.#state !== loading) return;
      const detailsError = toSocialConnectError(cause);
      this.#trace(`details: ${detailsError.message}`);
      this.#setState({ status: 'connected', connection, detailsError });
      const { platform, accountId = '' } = connection;
      this.#host.dispatchEvent(new AccountDetailsFailedEvent({ platform, accountId, error: detailsError }));
    }
  }

  #showFailure({ platform, error }: Extract<Outcome, { status: 'failed' }>, plan: ConnectPlan): void {
    if (error.code === 'invalid_config') warn(error.message);
    else this.#trace(`${error.code}: ${error.message}`);
    const failed: ConnectState = { status: 'failed', tried: platform, error };
    this.#setState(failed);
    this.#host.dispatchEvent(new ConnectFailedEvent({ platform, error }));
    if (error.code !== 'popup_blocked') return;
    const { signal } = (this.#linking = new AbortController());
    later((part) =>
      part.findLink(plan, signal, this.#view.isDebugging(), (link) => {
        if (this.#state === failed) this.#setState({ ...failed, link });
      }),
    );
  }

  #handleCutOff(): void {
    if (!this.#plan?.viaLink) later((hints) => hints.warnUnreachablePopup());
    if (this.#state.status === 'connecting') this.#setState({ ...this.#state, cutOff: true });
  }

  #handleRejection(reason: RejectionReason, origin: string): void {
    later((hints) => hints.adviseOnRejection(this.#host, reason, origin, this.#view.isDebugging()));
    this.#host.dispatchEvent(new MessageRejectedEvent({ reason, origin }));
  }

  #setState(state: ConnectState): void {
    const previous = this.#state;
    this.#state = state;
    this.#host.requestUpdate();
    this.#view.onChange(state, previous);
    if (state.status === previous.status) return;
    this.#host.dispatchEvent(new StateChangeEvent({ state: state.status, previous: previous.status }));
  }

  #trace(message: string): void {
    if (this.#view.isDebugging()) trace(message);
  }
}
