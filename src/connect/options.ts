import type { Platform } from '../protocol/platforms.js';
import type { StartRequest } from '../protocol/routes.js';
import type { Connection } from './outcome.js';

/** Opens a window as `window.open` does: synchronously, or not at all. */
export type OpenWindow = (url: string, target: string, features: string) => Window | null;

/** Returns a value, or a promise for one. */
export type Source<T> = () => T | Promise<T>;

/** Why a message that concerned an attempt was ignored. */
export type RejectionReason = 'origin' | 'source' | 'schema' | 'platform';

/** How requests reach the proxy that holds the HighLevel token. */
export interface ProxyClientOptions {
  /** Base URL of the proxy, absolute or relative to the document. Its query is sent with every request. */
  readonly proxyUrl?: string | undefined;
  /** Session token, sent to the proxy as a Bearer token. */
  readonly sessionToken?: string | undefined;
  /** Returns the session token for the proxy. Called again, once, after a 401. */
  readonly getSessionToken?: Source<string> | undefined;
  /** Credentials mode of requests to the proxy. Default: `same-origin`. */
  readonly credentials?: RequestCredentials | undefined;
  /** Replaces `fetch`, for tests and unusual hosts. */
  readonly fetch?: typeof fetch | undefined;
}

/** Options of one attempt to connect. */
export interface ConnectOptions extends ProxyClientOptions {
  readonly platform: Platform;
  /** The location to connect to. Required without a proxy; with one, the default is the session's own. */
  readonly locationId?: string | undefined;
  /** The HighLevel user who connects. Required without a proxy; with one, the default is the session's own. */
  readonly userId?: string | undefined;
  /** Value of the `page` query parameter of HighLevel's start URL. */
  readonly page?: string | undefined;
  /** Whether an expired account is connected again. Default: `false`. */
  readonly reconnect?: boolean | undefined;
  /**
   * Id, in the location's list, of the account that is to be reconnected. Implies `reconnect`; the connection then has
   * `matched`.
   */
  readonly reconnectAccount?: string | undefined;
  /** URL with `{platform}` to start at instead of HighLevel's; the start query is added to it. */
  readonly startUrl?: string | undefined;
  /** Returns the complete URL to start at. Called after the popup is open; it has 10 s to answer. */
  readonly getStartUrl?: ((request: StartRequest) => string | Promise<string>) | undefined;
  /** Exact origins whose messages are accepted: a list, or a string separated by spaces. Default: HighLevel's. */
  readonly allowedOrigins?: string | readonly string[] | undefined;
  /** Time for the whole attempt, in ms. Default: 600 000. */
  readonly timeout?: number | undefined;
  /** Width of the popup, in CSS pixels. Default: 600. */
  readonly popupWidth?: number | undefined;
  /** Height of the popup, in CSS pixels. Default: 720. */
  readonly popupHeight?: number | undefined;
  /** Replaces `window.open`. Must return a new window at each call. */
  readonly openWindow?: OpenWindow | undefined;
  /**
   * The person opens the sign-in page with a link of yours (`target="_blank" rel="opener"`, see
   * {@link resolveStartUrl}) in the click that calls this; no window is opened here. Default: `false`.
   */
  readonly openedByLink?: boolean | undefined;
  /** Text of the blank popup while its address is requested. Default: `Connecting…`. */
  readonly connectingText?: string | undefined;
  /** Ends the attempt as cancelled, `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** Called when the popup has become unreachable: it may be open, but can be neither observed nor closed. */
  readonly onPopupUnreachable?: (() => void) | undefined;
  /**
   * Called when the person has come back from an unreachable popup, and the location's list is being read, for up to 6 s.
   * Needs a proxy whose session may `list`.
   */
  readonly onListCheck?: (() => void) | undefined;
  /** Called when a message from the popup, or from an allowed origin, was ignored; at most 100 times. */
  readonly onMessageRejected?: ((reason: RejectionReason, origin: string) => void) | undefined;
  /** Called, at most once, when a genuine message arrives after the outcome `unconfirmed`. */
  readonly onLateConnection?: ((connection: Connection) => void) | undefined;
}
