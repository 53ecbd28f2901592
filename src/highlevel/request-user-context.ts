import { SocialConnectError } from '../errors.js';
import { ownField } from '../protocol/own-field.js';
import { requireOptions } from '../protocol/own-options.js';
import { rejectPlaceholder } from './reject-placeholder.js';

/** The user context as HighLevel gives it to a page: encrypted, for the app's server only. */
export interface EncryptedUserContext {
  /** Opaque text. Only a server that knows the app's Shared Secret can read it. */
  readonly payload: string;
  /** Origin of the page that sent it: HighLevel's, or that of an agency's white-label domain. The server checks it. */
  readonly parentOrigin: string;
}

/** Options of {@link requestUserContext}. */
export interface UserContextRequest {
  /** Ends the wait; the promise rejects with the signal's reason. Without it, the wait has no end. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Id of the marketplace app. Needed only where the code runs in HighLevel's own page, as Custom JavaScript, and asks
   * `exposeSessionDetails` instead of a parent.
   */
  readonly appId?: string | undefined;
  /** Called once if HighLevel has not answered for 5 s. The wait goes on, and a late answer is used. */
  readonly onSlow?: (() => void) | undefined;
}

/** A page that is asked before it listens does not answer: it is asked again, after twice the time each time. In ms. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
const SLOW_MS = 5_000;

/**
 * The messages between a marketplace app's page and HighLevel's.
 * Source: https://marketplace.gohighlevel.com/docs/other/user-context-marketplace-apps
 */
const REQUEST = { message: 'REQUEST_USER_DATA' };
const RESPONSE = 'REQUEST_USER_DATA_RESPONSE';

type ExposeSessionDetails = (appId: string) => unknown;

const createNotFramedError = () =>
  new SocialConnectError('no_user_context', 'This page is not inside HighLevel. Open it there, as a page of the app.', {
    reason: 'not-framed',
  });

/** Reads the payload of a response: HighLevel sends an empty one where nobody is signed in. */
function readPayload(payload: unknown): string {
  if (payload === undefined || payload === null || payload === '') {
    throw new SocialConnectError(
      'no_user_context',
      'You are not signed in to HighLevel. Sign in there and try again.',
      { reason: 'no-session' },
    );
  }
  rejectPlaceholder('The user context', payload);
  if (typeof payload === 'string') return payload;
  throw new SocialConnectError('invalid_response', 'HighLevel sent a user context that is not text.');
}

function isResponse(data: unknown): boolean {
  return ownField(data, 'message') === RESPONSE;
}

/** Waits for a response of HighLevel's page around this one. Listens first, since a response may come at once. */
function receiveFromParent({ signal, onSlow }: UserContextRequest): Promise<MessageEvent<unknown>> {
  const { parent } = globalThis;
  return new Promise((resolve, reject) => {
    let wait = FIRST_WAIT_MS;
    let timer: ReturnType<typeof setTimeout>;
    const slowTimer = setTimeout(() => onSlow?.(), SLOW_MS);

    const ask = () => {
      // The target cannot be named: an agency's page has a domain of its own. The request holds nothing secret.
      parent.postMessage(REQUEST, '*');
      timer = setTimeout(ask, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    };
    // No `signal` option: zone.js up to 0.14.2 would pass it on to other listeners of the window.
    const stop = () => {
      removeEventListener('message', receive);
      signal?.removeEventListener('abort', abort);
      clearTimeout(timer);
      clearTimeout(slowTimer);
    };
    const abort = () => {
      stop();
      reject(signal?.reason as Error);
    };
    const receive = (event: MessageEvent<unknown>) => {
      if (event.source !== parent || !isResponse(event.data)) return;
      stop();
      resolve(event);
    };
    addEventListener('message', receive);
    signal?.addEventListener('abort', abort);
    ask();
  });
}

async function requestFromParent(options: UserContextRequest): Promise<EncryptedUserContext> {
  const { data, origin } = await receiveFromParent(options);
  return { payload: readPayload(ownField(data, 'payload')), parentOrigin: origin };
}

/** Asks the function that HighLevel's own page offers to Custom JavaScript. */
async function requestFromPage(
  expose: ExposeSessionDetails,
  { appId, signal, onSlow }: UserContextRequest,
): Promise<EncryptedUserContext> {
  if (!appId) {
    throw new SocialConnectError(
      'invalid_config',
      'appId is missing. In Custom JavaScript, HighLevel asks for the id of the marketplace app.',
      { option: 'appId' },
    );
  }
  const slowTimer = setTimeout(() => onSlow?.(), SLOW_MS);
  let abort = (): void => undefined;
  try {
    const aborted = new Promise<never>((_resolve, reject) => (abort = () => reject(signal?.reason as Error)));
    signal?.addEventListener('abort', abort);
    return { payload: readPayload(await Promise.race([expose(appId), aborted])), parentOrigin: location.origin };
  } finally {
    clearTimeout(slowTimer);
    signal?.removeEventListener('abort', abort);
  }
}

/**
 * Requests the user context of the person who uses HighLevel. In a frame it asks HighLevel's page around this one and
 * waits as long as that takes; in HighLevel's own page (Custom JavaScript) it calls `exposeSessionDetails`.
 *
 * @throws {SocialConnectError} `no_user_context` if the page is not inside HighLevel (`reason: 'not-framed'`) or nobody
 *   is signed in there (`'no-session'`), `invalid_response` if HighLevel's response is not text, `invalid_config` if
 *   Custom JavaScript names no `appId`, or `appId` or the response is a placeholder that nothing has replaced. The
 *   signal's reason if that aborts.
 */
export async function requestUserContext(given: UserContextRequest = {}): Promise<EncryptedUserContext> {
  const options = requireOptions(given);
  options.signal?.throwIfAborted();
  rejectPlaceholder('appId', options.appId);
  if (typeof window === 'undefined') {
    throw new SocialConnectError('no_user_context', 'The user context exists in a browser only.', {
      reason: 'not-framed',
    });
  }
  if (parent !== window) return requestFromParent(options);
  const { exposeSessionDetails } = globalThis as { exposeSessionDetails?: unknown };
  if (typeof exposeSessionDetails !== 'function') throw createNotFramedError();
  return requestFromPage(exposeSessionDetails as ExposeSessionDetails, options);
}
