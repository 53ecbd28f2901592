import { isRecord } from '../../protocol/is-record.js';
import { ownOptions } from '../../protocol/own-options.js';
import { hasPlaceholder } from '../../protocol/placeholder.js';
import { API_ROOT } from '../../protocol/routes.js';
import { ProxyError } from '../errors.js';
import { isAllowableOrigin } from '../request/allowed-origins.js';
import type { Deadline } from '../request/deadline.js';
import { readJsonBody } from '../request/json-body.js';
import { createSessionToken } from '../session/session-token.js';
import { createGuessLimit } from './guess-limit.js';
import type { UserContextSettings } from './options.js';
import { isAllowedParent } from './parent-origin.js';
import { decryptUserContext, type UserContext } from './user-context.js';

/** The response to `POST {mount}/session`. */
export interface UserContextSession {
  /** The session token. */
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly locationId: string;
  readonly userId: string;
}

/** Creates the session of a request, whose page has the origin `pageOrigin`. */
export type CreateUserContextSession = (
  request: Request,
  pageOrigin: string | undefined,
  deadline: Deadline,
) => Promise<UserContextSession>;

/** Whether the path is that of the session route, below any mount. */
export function isSessionPath(pathname: string): boolean {
  return /\/session\/?$/.test(pathname) && !pathname.includes(API_ROOT);
}

/** One response for every failure, so that it does not help to guess. The log gets the reason. */
function refuse(reason: string): ProxyError {
  return new ProxyError(401, 'unauthorized', 'The user context was not accepted.', { reason });
}

/** One text for both causes: the one that applies would take longer to find out for some payloads than for others. */
const UNREADABLE =
  'the payload cannot be read: `sharedSecret` is not the one of this app, or an id in the payload is missing or a placeholder';

interface SessionRequest {
  readonly payload: string;
  readonly parentOrigin: string;
}

function readBody(body: unknown): SessionRequest {
  const { payload, parentOrigin } = ownOptions(isRecord(body) ? body : {});
  if (typeof payload !== 'string') {
    throw new ProxyError(400, 'invalid_config', '`payload` must be the text that HighLevel gave to the page.');
  }
  if (hasPlaceholder(payload)) {
    const message = '`payload` is a placeholder that nothing has replaced, and not what HighLevel gives to a page.';
    throw new ProxyError(400, 'invalid_config', message);
  }
  if (typeof parentOrigin !== 'string') {
    throw new ProxyError(400, 'invalid_config', '`parentOrigin` must be the origin of the page that sent the payload.');
  }
  return { payload, parentOrigin };
}

function requireLocation({ locationId }: UserContext): string {
  if (locationId !== undefined) return locationId;
  throw new ProxyError(
    403,
    'no_user_context',
    'This is the agency view of HighLevel, which has no location. Open this page inside a sub-account.',
  );
}

/** Calls a function of the host. What it throws may contain a secret, so it goes to `onError` only. */
async function callHost<T>(name: string, call: () => T | Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new ProxyError(500, 'upstream_error', `\`userContext.${name}\` failed.`, { cause });
  }
}

/** A session token can be bound to `https:` and the loopback only. Found out before anything is decrypted. */
function checkBinding(pageOrigin: string | undefined): void {
  if (pageOrigin === undefined || isAllowableOrigin(pageOrigin)) return;
  throw new ProxyError(403, 'forbidden', 'A page needs `https:` for a session, except on the loopback.');
}

/** Exchanges the user context that HighLevel gives to a page for a session token of the proxy. */
export function createUserContextSessions(settings: UserContextSettings): CreateUserContextSession {
  const limitGuesses = createGuessLimit();

  async function readContext(payload: string, parentOrigin: string): Promise<UserContext> {
    const context = await decryptUserContext(payload, settings.sharedSecrets);
    if (!context) throw refuse(UNREADABLE);
    if (isAllowedParent(parentOrigin, context.whiteLabelDomain, settings.parentOrigins)) return context;
    throw refuse(
      `the parent page ${JSON.stringify(parentOrigin.slice(0, 200))} is not HighLevel, the white-label domain or in \`parentOrigins\``,
    );
  }

  async function exchange(
    { payload, parentOrigin }: SessionRequest,
    pageOrigin: string | undefined,
    deadline: Deadline,
  ): Promise<UserContextSession> {
    const context = await readContext(payload, parentOrigin);
    const locationId = requireLocation(context);
    const { userId, companyId } = context;
    // A promise that was forgotten, or a count, must not pass for a yes.
    const isInstalled: unknown = await deadline.race(
      callHost('isInstalled', () => settings.isInstalled({ locationId, companyId })),
    );
    if (isInstalled !== true) throw refuse('`isInstalled` says that the app is not installed');
    const { key, expiresIn, platforms, can } = settings;
    const claims = {
      locationId,
      userId,
      companyId,
      ...(platforms && { platforms }),
      ...(can && { can }),
      ...(pageOrigin !== undefined && { origin: pageOrigin }),
    };
    const token = await createSessionToken(claims, { key, expiresIn });
    return { token, expiresIn, locationId, userId };
  }

  return async (request, pageOrigin, deadline) => {
    checkBinding(pageOrigin);
    const body = readBody(await readJsonBody(request, deadline));
    return limitGuesses(body.payload, () => exchange(body, pageOrigin, deadline));
  };
}
