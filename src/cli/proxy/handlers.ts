import {
  createProxyHandler,
  createRateLimit,
  createReplayGuard,
  sessionAuthorize,
  SocialConnectError,
  type Authorize,
  type ProxyOptions,
  type UserContextOptions,
} from '../../proxy/index.js';
import type { Store } from '../../store/index.js';
import { createAppTokens, type AppTokens } from '../../tokens/index.js';
import { UsageError, type CommandContext } from '../command.js';
import type { FetchHandler } from '../serve.js';
import { APP_MOUNT, isAppRoute, type AppSettings } from './app-settings.js';
import { createInstallRoute, INSTALL_PATH } from './install-route.js';
import type { LocationCredentials, ProxySettings } from './settings.js';

/** The variables that set the options. */
const VARIABLES: Readonly<Record<string, string>> = {
  allowedOrigins: 'ALLOWED_ORIGINS',
  upstream: 'GHL_UPSTREAM',
  key: 'SESSION_KEY',
  receiptKey: 'RECEIPT_KEY',
  'userContext.parentOrigins': 'PARENT_ORIGINS',
};

/** The tokens name their options and functions; whoever runs the command knows variables and routes. */
function translate(message: string): string {
  return message
    .replaceAll('`installUrl()`', `${APP_MOUNT}${INSTALL_PATH}`)
    .replaceAll('add it to `encryptionKey`', 'set it as ENCRYPTION_KEY, or as PREVIOUS_ENCRYPTION_KEY')
    .replaceAll('`encryptionKey`', 'ENCRYPTION_KEY');
}

/** Names the variable that sets the option which an error is about. */
function nameVariable({ option = '', message }: SocialConnectError): string {
  const variable = VARIABLES[option];
  return variable === undefined ? translate(message) : `${variable}: ${message}`;
}

function refuseLocation(): Response {
  const error = { code: 'forbidden', message: 'This proxy is for another location.' };
  return Response.json({ error }, { status: 403 });
}

function createAuthorize({ sessionKey, hasSingleUseTokens }: ProxySettings, store: Store | undefined): Authorize {
  const replay = hasSingleUseTokens ? { replay: createReplayGuard(store ? { store } : {}) } : {};
  return sessionAuthorize({ key: sessionKey, ...replay });
}

/** The token belongs to one location: a session for another one is refused here, not by HighLevel. */
function restrictTo(locationId: string, authorize: Authorize, report: (error: unknown) => void): Authorize {
  return async (request) => {
    const session = await authorize(request);
    if (!session || session instanceof Response) return session;
    if (session.locationId === locationId) return session;
    report(new Error('A session token names another location than GHL_LOCATION_ID.'));
    return refuseLocation();
  };
}

function describeError(error: unknown): string {
  return error instanceof Error ? translate(error.message) : String(error);
}

/** Writes what failed to the log, as a line of JSON like those of requests. */
export function createReport({ printError }: CommandContext): (error: unknown) => void {
  return (error) => printError(JSON.stringify({ error: describeError(error) }));
}

/** What differs between the proxy of one location and that of an app. */
interface Own extends Pick<ProxyOptions, 'getToken' | 'onError'> {
  readonly authorize: Authorize;
  readonly isInstalled: UserContextOptions['isInstalled'];
}

function createProxy(
  settings: ProxySettings,
  context: CommandContext,
  store: Store | undefined,
  { isInstalled, ...own }: Own,
): FetchHandler {
  const { allowedOrigins, apiVersion, upstream, receiptKey, sessionKey: key, inside } = settings;
  return createProxyHandler({
    ...own,
    allowedOrigins,
    apiVersion,
    log: (entry) => context.print(JSON.stringify(entry)),
    ...(inside ? { userContext: { ...inside, key, isInstalled } } : {}),
    ...(receiptKey ? { receiptKey } : {}),
    ...(store ? { rateLimit: createRateLimit({ store }) } : {}),
    ...(upstream ? { upstream } : {}),
  });
}

function createLocationHandler(
  { token, locationId }: LocationCredentials,
  settings: ProxySettings,
  context: CommandContext,
  store: Store | undefined,
): FetchHandler {
  const report = createReport(context);
  const authorize = restrictTo(locationId, createAuthorize(settings, store), report);
  const onError = store ? { onError: report } : {};
  const isInstalled: Own['isInstalled'] = (place) => place.locationId === locationId;
  return createProxy(settings, context, store, { getToken: () => token, authorize, isInstalled, ...onError });
}

function createTokens(app: AppSettings, { upstream }: ProxySettings, context: CommandContext, store: Store): AppTokens {
  const { clientId, clientSecret, encryptionKeys, publicUrl, allowMarketplaceInstalls, webhookKey } = app;
  return createAppTokens({
    clientId,
    clientSecret,
    encryptionKey: encryptionKeys,
    store,
    redirectUri: `${publicUrl}${APP_MOUNT}/oauth/callback`,
    allowMarketplaceInstalls,
    onError: createReport(context),
    ...(webhookKey ? { webhooks: { publicKeys: [webhookKey] } } : {}),
    ...(upstream ? { upstream } : {}),
  });
}

async function createAppHandler(
  app: AppSettings,
  settings: ProxySettings,
  context: CommandContext,
  store: Store,
): Promise<FetchHandler> {
  const tokens = createTokens(app, settings, context, store);
  await tokens.checkEncryptionKey();
  const authorize = createAuthorize(settings, store);
  const proxy = createProxy(settings, context, store, {
    getToken: (session, options) => tokens.getToken(session, options),
    authorize,
    isInstalled: (place) => tokens.isInstalled(place),
    onError: createReport(context),
  });
  const install = createInstallRoute(tokens, store, createReport(context));

  return (request) => {
    const path = new URL(request.url).pathname.replace(/\/$/, '');
    if (path.endsWith(`${APP_MOUNT}${INSTALL_PATH}`)) return install(request);
    return isAppRoute(path) ? tokens.fetch(request) : proxy(request);
  };
}

/**
 * Creates what answers the requests.
 *
 * @param store Required for an app. For one location it is absent where limits are counted in memory.
 * @throws UsageError if a variable has a value that cannot be used, as an encryption key that is not the store's.
 */
export async function createHandler(
  settings: ProxySettings,
  context: CommandContext,
  store: Store | undefined,
): Promise<FetchHandler> {
  const { credentials } = settings;
  try {
    if ('token' in credentials) return createLocationHandler(credentials, settings, context, store);
    if (store === undefined) throw new Error('An app needs a store.');
    return await createAppHandler(credentials, settings, context, store);
  } catch (error) {
    if (error instanceof SocialConnectError) throw new UsageError(nameVariable(error));
    throw error;
  }
}
