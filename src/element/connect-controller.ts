import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  connectSocialAccount,
  fetchAccountDetails,
  resolveStartUrl,
  type Attempt,
  type Connection,
  type ConnectOptions,
  type Outcome,
  type RejectionReason,
} from '../popup/index.js';
import type { SocialConnectError } from '../errors.js';
import { invalidConfig, parseConnectOptions } from '../popup/options.js';
import type { StartRequest } from '../protocol/endpoints.js';
import * as events from './events.js';
import { trace, warn } from './log.js';
import type { ConnectState } from './state.js';

/** What an attempt of the element does: the attempt's own options, and what follows it. */
export interface ConnectPlan extends ConnectOptions {
  /** Whether to ask the proxy what the login manages. */
  readonly fetchDetails: boolean;
}

/** What the controller needs to know of its element. */
export interface ConnectView {
  /** The element's settings as they are now; an attempt keeps what it began with. */
  createPlan(): ConnectPlan;
  /** Called when the state has changed, before the events that tell of it. */
  onChange(state: ConnectState, previous: ConnectState): void;
  /** Whether to log each step. */
  isDebugging(): boolean;
}

const ADVICE: Record<RejectionReason, (origin: string) => string> = {
  origin: (origin) => `ignored a message from ${origin}: add it to allowed-origins if it is HighLevel's`,
  source: (origin) => `ignored a message from ${origin}: it did not come from the popup of this attempt`,
  schema: (origin) => `ignored a message from ${origin}: it is not one of HighLevel's Social Planner`,
  platform: (origin) => `ignored a message from ${origin}: it names another platform than the one that was started`,
};

/** @throws {SocialConnectError} `invalid_config`, naming what is wrong. */
function checkPlan(plan: ConnectPlan): StartRequest {
  if (plan.fetchDetails && plan.proxyUrl === undefined) throw invalidConfig('fetchDetails', 'needs a proxy-url.');
  return parseConnectOptions(plan).request;
}

/**
 * Owns the element's state, its attempt, and the events that tell of both.
 * Owns no words and no looks. A controller, so that the element is nothing but a view over the state.
 */
export class ConnectController implements ReactiveController {
  #state: ConnectState = { status: 'idle' };
  #attempt: Attempt | undefined;
  #outcome: Promise<Outcome> | undefined;
  #request: AbortController | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #view: ConnectView;

  constructor(host: ReactiveControllerHost & HTMLElement, view: ConnectView) {
    this.#host = host;
    this.#view = view;
    host.addController(this);
  }

  get state(): ConnectState {
    return this.#state;
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
    this.cancel();
    const plan: ConnectPlan = {
      ...this.#view.createPlan(),
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
      const outcome = { status: 'failed', platform, error: error as SocialConnectError } as const;
      return Promise.resolve(this.#handleOutcome(outcome, plan));
    }
    if (!this.#announce(request)) return Promise.resolve({ status: 'cancelled', platform, reason: 'aborted' });

    this.#attempt = connectSocialAccount(plan);
    this.#setState({ status: 'connecting', cutOff: false });
    return (this.#outcome = this.#attempt.outcome.then((outcome) => this.#handleOutcome(outcome, plan)));
  }

  /** Ends the attempt, or the request that follows it; a connection stands. */
  cancel(): void {
    this.#attempt?.cancel();
    this.#request?.abort();
  }

  /** Asks for the details again, after that failed. */
  retryDetails(): void {
    const { state } = this;
    if (state.status === 'connected') void this.#loadDetails(state.connection, this.#view.createPlan());
  }

  finish(): void {
    this.#attempt?.finish();
  }

  reset(): void {
    this.cancel();
    if (!this.#outcome) this.#setState({ status: 'idle' });
  }

  /** Says that an attempt begins; `false` if the page vetoed it. */
  #announce({ platform, locationId, userId, reconnect }: StartRequest): boolean {
    this.#trace(`connecting ${platform}`);
    return this.#host.dispatchEvent(
      new events.ConnectStartEvent({
        platform,
        ...(locationId === undefined ? {} : { locationId }),
        ...(userId === undefined ? {} : { userId }),
        reconnect,
      }),
    );
  }

  #handleOutcome(outcome: Outcome, plan: ConnectPlan): Outcome {
    this.#outcome = undefined;
    this.#trace(`${outcome.platform}: ${outcome.status}`);
    switch (outcome.status) {
      case 'connected':
        this.#showConnection(outcome.connection, plan);
        break;
      case 'cancelled':
        this.#setState({ status: 'idle', cancelled: outcome.reason });
        this.#host.dispatchEvent(new events.ConnectCancelledEvent(outcome.platform, outcome.reason));
        break;
      case 'unconfirmed':
        this.#setState({ status: 'unconfirmed' });
        this.#host.dispatchEvent(new events.ConnectUnconfirmedEvent(outcome.platform, outcome.reason));
        break;
      case 'failed':
        this.#showFailure(outcome, plan);
        break;
    }
    return outcome;
  }

  #showConnection(connection: Connection, plan: ConnectPlan): void {
    // A reconnect that names no login has nothing to be asked for.
    if (plan.fetchDetails && connection.accountId !== undefined) void this.#loadDetails(connection, plan);
    else this.#setState({ status: 'connected', connection });
    this.#host.dispatchEvent(new events.AccountConnectedEvent(connection));
  }

  async #loadDetails(connection: Connection, plan: ConnectPlan): Promise<void> {
    const { platform, accountId = '', locationId } = connection;
    const { signal } = (this.#request = new AbortController());
    const loading: ConnectState = { status: 'loading-details', connection };
    this.#setState(loading);
    try {
      const details = await fetchAccountDetails({ ...plan, platform, accountId, locationId, signal });
      if (this.#state !== loading) return;
      this.#setState({ status: 'connected', connection, details });
      this.#host.dispatchEvent(new events.AccountDetailsEvent(details));
    } catch (error) {
      if (this.#state !== loading) return;
      if (signal.aborted) return this.#setState({ status: 'connected', connection });
      const detailsError = error as SocialConnectError;
      this.#trace(`details: ${detailsError.message}`);
      this.#setState({ status: 'connected', connection, detailsError });
      this.#host.dispatchEvent(new events.AccountDetailsFailedEvent(platform, accountId, detailsError));
    }
  }

  #showFailure({ platform, error }: Extract<Outcome, { status: 'failed' }>, options: ConnectOptions): void {
    if (error.code === 'invalid_config') warn(error.message);
    const failed: ConnectState = { status: 'failed', error };
    this.#setState(failed);
    this.#host.dispatchEvent(new events.ConnectFailedEvent(platform, error));
    if (error.code === 'popup_blocked') void this.#offerLink(failed, options);
  }

  /** Where the popup was blocked, a link that the person clicks still works. */
  async #offerLink(failed: Extract<ConnectState, { status: 'failed' }>, options: ConnectOptions): Promise<void> {
    try {
      const link = await resolveStartUrl(options);
      if (this.#state === failed) this.#setState({ ...failed, link });
    } catch {
      this.#trace('no link to the sign-in page could be had');
    }
  }

  #handleCutOff(): void {
    if (this.#state.status === 'connecting') this.#setState({ status: 'connecting', cutOff: true });
  }

  #handleRejection(reason: RejectionReason, origin: string): void {
    this.#trace(ADVICE[reason](origin));
    this.#host.dispatchEvent(new events.MessageRejectedEvent(reason, origin));
  }

  #setState(state: ConnectState): void {
    const previous = this.#state;
    this.#state = state;
    this.#host.requestUpdate();
    this.#view.onChange(state, previous);
    if (state.status === previous.status) return;
    this.#host.dispatchEvent(new events.StateChangeEvent(state.status, previous.status));
  }

  #trace(message: string): void {
    if (this.#view.isDebugging()) trace(message);
  }
}
