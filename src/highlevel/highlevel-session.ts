import { SocialConnectError, toSocialConnectError } from '../errors.js';
import { holdFailure } from '../http/hold-failure.js';
import { HIGHLEVEL_APP_ORIGINS } from '../protocol/app-origins.js';
import { requireOptions } from '../protocol/own-options.js';
import { hasPlaceholder } from '../protocol/placeholder.js';
import { createSessionUrl, exchangeContext, type Exchange, type HighLevelUser } from './exchange.js';
import { HINTS } from './hints.js';
import { warn } from './log.js';
import { observeHighLevel } from './observe-highlevel.js';
import { requestUserContext, type EncryptedUserContext } from './request-user-context.js';

/** Options of {@link highLevelSession}. */
export interface HighLevelSessionOptions {
  /** Base URL of the proxy, absolute or relative to the document. It needs the option `userContext`. */
  readonly proxyUrl: string;
  /** Id of the marketplace app; needed in Custom JavaScript only. */
  readonly appId?: string | undefined;
  /** Called with advice for developers where HighLevel does not answer or the proxy refuses. Default: `console.warn`. */
  readonly onHint?: ((hint: string) => void) | undefined;
  /** Replaces `fetch`, for tests and unusual hosts. */
  readonly fetch?: typeof fetch | undefined;
}

/** A session that HighLevel's user context stands for. */
export interface HighLevelSession {
  /**
   * Requests the user context and exchanges it for a session token at the proxy. Callers at the same time share one
   * exchange. Fits `getSessionToken` of the elements. A token is always that of the location that is open at its end: a
   * change of the location in the meantime repeats the exchange.
   *
   * @throws {SocialConnectError} `no_user_context` if the page is not inside HighLevel, nobody is signed in there, no
   *   sub-account is open, or HighLevel has not answered for 9 s; else what the proxy's response means.
   */
  readonly getSessionToken: () => Promise<string>;
  /** The user and location of the last exchange; `undefined` if it failed, and before the first. */
  readonly user: () => HighLevelUser | undefined;
  /** Why the last exchange failed, or has not ended yet (`no-answer`); `undefined` otherwise. */
  readonly error: () => SocialConnectError | undefined;
  /**
   * Calls `listener` when `user()`, or the reason or option of `error()`, is another than before: after the first exchange, after a
   * change of the sub-account without a reload, and when HighLevel has no user or location any more.
   *
   * @returns Ends the subscription.
   */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Below the 10 s that the elements give `getSessionToken`, so that their message says what is missing. */
const ANSWER_TIMEOUT_MS = 9_000;

/** What is known after an exchange. */
interface Result {
  readonly user: HighLevelUser | undefined;
  readonly error: SocialConnectError | undefined;
}

const describeResult = ({ user, error }: Result): string =>
  JSON.stringify([user?.locationId, user?.userId, error?.reason, error?.option]);

/** A mistake in a listener of the page must not fail the exchange. */
function callSafely(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    reportError(error);
  }
}

/** The time during which the user context is that of one location. */
interface Round {
  readonly signal: AbortSignal;
  /** Rejects with the end of the round. */
  readonly ended: Promise<never>;
  readonly end: () => void;
}

function createRound(): Round {
  const controller = new AbortController();
  const { signal } = controller;
  const ended = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
  ended.catch(() => undefined);
  return { signal, ended, end: () => controller.abort() };
}

/** Rejects after {@link ANSWER_TIMEOUT_MS}, and leaves `promise` alone: what comes late is used by the next call. */
async function limitWait<T>(promise: Promise<T>, onTimeout: (error: SocialConnectError) => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const message = 'HighLevel has not answered yet. Wait a moment and try again.';
      const error = new SocialConnectError('no_user_context', message, { reason: 'no-answer' });
      onTimeout(error);
      reject(error);
    }, ANSWER_TIMEOUT_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Creates the session of a page that HighLevel shows: the user context that HighLevel gives is exchanged for a session
 * token of the proxy, so that the page needs no sign-in of its own.
 *
 * @throws {SocialConnectError} `invalid_config` if `proxyUrl` is missing or not allowed.
 */
export function highLevelSession(given: HighLevelSessionOptions): HighLevelSession {
  const options = requireOptions(given);
  const { appId, onHint = warn } = options;
  const url = createSessionUrl(options.proxyUrl);
  const send = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init));
  const listeners = new Set<() => void>();
  let context: Promise<EncryptedUserContext> | undefined;
  let hasAnswered = false;
  let pending: Promise<Exchange> | undefined;
  let result: Result = { user: undefined, error: undefined };
  let round = createRound();
  let stopObserving: (() => void) | undefined;

  function requestContext(): Promise<EncryptedUserContext> {
    if (context) return context;
    // A server has no location.
    if (hasPlaceholder((globalThis.location as Location | undefined)?.search)) onHint(HINTS.placeholder);
    const { signal } = round;
    const requested = requestUserContext({ appId, signal, onSlow: () => onHint(HINTS.slow) });
    context = requested;
    requested.then(
      () => (hasAnswered ||= context === requested),
      () => forget(requested),
    );
    return requested;
  }

  function forget(old: Promise<EncryptedUserContext> | undefined): void {
    if (context !== old) return;
    context = undefined;
    hasAnswered = false;
  }

  function update(next: Result): void {
    const previous = result;
    result = next;
    if (describeResult(previous) === describeResult(next)) return;
    for (const listener of [...listeners]) callSafely(listener);
  }

  async function exchange(): Promise<Exchange> {
    const used = requestContext();
    const received = await used;
    try {
      return await holdFailure(exchangeContext(received, url, send));
    } catch (error) {
      // The next call asks HighLevel again: it may have another user by then.
      forget(used);
      const { code, reason } = toSocialConnectError(error);
      if (reason === 'not-accepted') {
        const { parentOrigin } = received;
        const advice = HIGHLEVEL_APP_ORIGINS.includes(parentOrigin) ? HINTS.refused : HINTS.foreign;
        onHint(`The proxy refused the user context that ${parentOrigin} sent. ${advice}`);
      }
      // Browsers do not tell a script that a server sent no header for its origin.
      if (code === 'network_error' && url.origin !== location.origin) {
        onHint(`The proxy at ${url.origin} did not respond to ${location.origin}. ${HINTS.unreadable}`);
      }
      throw error;
    }
  }

  /** Repeats an exchange during which the location may have changed. */
  async function exchangeUntilCurrent(): Promise<Exchange> {
    const current = round;
    try {
      // What HighLevel or `fetch` still owes about the location before must not hold up the next.
      const found = await Promise.race([exchange(), current.ended]);
      const { locationId, userId } = found;
      update({ user: Object.freeze({ locationId, userId }), error: undefined });
      return found;
    } catch (cause) {
      if (current.signal.aborted) return exchangeUntilCurrent();
      const error = toSocialConnectError(cause);
      update({ user: undefined, error });
      throw error;
    }
  }

  async function getSessionToken(): Promise<string> {
    stopObserving ??= observeHighLevel(handleChange);
    pending ??= exchangeUntilCurrent().finally(() => (pending = undefined));
    const running = pending;
    const found = await limitWait(running, (error) => {
      if (pending === running && !result.error) update({ ...result, error });
    });
    return found.token;
  }

  /**
   * HighLevel may show another sub-account now.
   *
   * @param isCertain Whether an answer that is still awaited would be about the sub-account before.
   */
  function handleChange(isCertain: boolean): void {
    if (context && !hasAnswered && !isCertain) return;
    forget(context);
    round.end();
    round = createRound();
    if (listeners.size > 0) getSessionToken().catch(() => undefined);
  }

  function subscribe(listener: () => void): () => void {
    stopObserving ??= observeHighLevel(handleChange);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      stopObserving?.();
      stopObserving = undefined;
      // From now on, the sub-account may change unseen.
      handleChange(true);
    };
  }

  return { getSessionToken, user: () => result.user, error: () => result.error, subscribe };
}
