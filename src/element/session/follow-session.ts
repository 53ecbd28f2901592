import { toSocialConnectError, type SocialConnectError } from '../../errors.js';
import type { HighLevelUser } from '../../highlevel/exchange.js';
import type { HighLevelSession } from '../../highlevel/highlevel-session.js';
import { sessionTexts } from '../i18n/english/session.js';
import { completeEnglish } from '../i18n/labels.js';
import { getStateError } from '../connect/state.js';
import { readPageSetting, type Settings } from '../settings.js';
import { adviseOnFraming } from './framing-advice.js';
import { enableHints } from './hint.js';
import { findRefusal, openSession } from './open-session.js';
import type { SessionController, SessionHost } from './session-host.js';
import type { SessionOptions } from './session-options.js';

export { openSession } from './open-session.js';

/** What an element has of its session. */
interface Following {
  readonly session: HighLevelSession | undefined;
  /** Why there is no session. */
  readonly error: SocialConnectError | undefined;
  readonly stop: (() => void) | undefined;
}

const following = new WeakMap<SessionHost, Following>();
/** Whom an element has last followed. Kept while it is out of the page, where it learns of no change. */
const users = new WeakMap<SessionHost, HighLevelUser>();
const controlled = new WeakSet<SessionHost>();
/** The elements whose attempt asks for its first token. */
const starting = new WeakSet<SessionHost>();
/** The options of attempts that have asked. */
const known = new WeakSet<SessionOptions>();

function prepare(session: HighLevelSession): void {
  session.getSessionToken().catch(() => undefined);
}

/**
 * Asks HighLevel again if it or the proxy has refused, so that the next click may succeed.
 *
 * @throws {SocialConnectError} What is wrong with the options, or what HighLevel or the proxy has refused.
 */
export function checkSession(host: SessionHost, options: SessionOptions): void {
  const session = openSession(options);
  if (following.get(host)?.session !== session) return;
  const refusal = findRefusal(session);
  // The answer may come while the popup is open.
  if (!refusal || refusal.reason === 'no-answer') return;
  prepare(session);
  throw refusal;
}

/**
 * A token for the location of the moment. An attempt that asks for another one has used the first: it must not go on in
 * another location, whose list would prove accounts that were there before.
 *
 * @param options The attempt's own.
 * @throws {SocialConnectError} Why there is none.
 */
export async function getSessionToken(host: SessionHost, options: SessionOptions): Promise<string> {
  if (!known.has(options)) starting.add(host);
  known.add(options);
  try {
    return await openSession(options).getSessionToken();
  } finally {
    starting.delete(host);
  }
}

function showError(controller: SessionController, error: SocialConnectError | undefined): void {
  const { state } = controller;
  if (error) {
    if (state.status === 'idle') controller.show({ status: 'idle', error });
  } else if (state.status === 'idle' ? state.error : getStateError(state)?.reason) controller.reset();
}

function observe(session: HighLevelSession, host: SessionHost, controller: SessionController): () => void {
  const update = () => {
    const user = users.get(host);
    const refusal = findRefusal(session);
    const next = session.user();
    const isOther = next && (next.locationId !== user?.locationId || next.userId !== user.userId);
    const isLost = !next && refusal;
    // What belongs to the location before must go. A popup that is about to open gets the address of the new one.
    if (user && (isOther || isLost)) controller.reset(starting.has(host));
    // A failure that may pass says nothing about the location.
    if (next) users.set(host, next);
    else if (isLost) users.delete(host);
    showError(controller, refusal);
    void adviseOnFraming(refusal);
  };
  update();
  return session.subscribe(update);
}

function unfollow(host: SessionHost): void {
  following.get(host)?.stop?.();
  following.delete(host);
}

function readOptions(host: SessionHost): Settings & SessionOptions {
  return {
    ...host.readSettings(),
    isOwn: (name) => host.hasOwnSetting(name),
    pageProxyUrl: readPageSetting('proxyUrl') as string | undefined,
  };
}

function update(host: SessionHost, controller: SessionController): void {
  // Elements are also drawn after they have left the page.
  if (!host.isConnected) return;
  const options = readOptions(host);
  if (options.debug) enableHints();
  let session: HighLevelSession | undefined;
  let error: SocialConnectError | undefined;
  try {
    session = options.session && openSession(options);
  } catch (cause) {
    error = toSocialConnectError(cause);
  }
  const current = following.get(host);
  if (current?.session === session && current?.error?.message === error?.message) return;
  unfollow(host);
  // A new session or mistake begins with what is known of it.
  showError(controller, error);
  following.set(host, { session, error, stop: session && observe(session, host, controller) });
  if (session && !session.user()) prepare(session);
}

/**
 * Prepares the session of `host`, and lets `controller` follow the location of the moment, as long as the element is on
 * the page and has a session.
 */
export function follow(host: SessionHost, controller: SessionController): void {
  if (controlled.has(host)) return;
  controlled.add(host);
  completeEnglish(sessionTexts);
  host.addController({
    hostUpdated: () => update(host, controller),
    hostDisconnected: () => unfollow(host),
  });
  update(host, controller);
}
