import { isLoopback, parseSecureUrl } from '../../protocol/secure-url.js';
import { UsageError } from '../command.js';

/** What the proxy needs to know of a marketplace app. */
export interface AppSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The newest key first. */
  readonly encryptionKeys: readonly string[];
  /** Address of this server as HighLevel and browsers reach it, without a slash at its end. */
  readonly publicUrl: string;
  readonly allowMarketplaceInstalls: boolean;
  /** In place of HighLevel's own, for tests. */
  readonly webhookKey: string | undefined;
}

/** Where the routes of the installation are, below {@link AppSettings.publicUrl}. */
export const APP_MOUNT = '/app';

/** What paths of these routes end with, whatever a reverse proxy leaves of the prefix before them. */
const APP_ROUTES = ['/oauth/callback', '/webhooks'].map((route) => APP_MOUNT + route);

/** Whether a path is one of the callback or the webhooks. */
export const isAppRoute = (pathname: string): boolean => APP_ROUTES.some((route) => pathname.endsWith(route));

const MIN_KEY_BYTES = 32;

function checkCredential(name: string, text: string): string {
  if (!/\s/.test(text)) return text;
  throw new UsageError(`${name} must be the value alone, without spaces.`);
}

function checkKey(name: string, text: string): string {
  const { length } = new TextEncoder().encode(text);
  if (length >= MIN_KEY_BYTES) return text;
  throw new UsageError(`${name} has ${length} bytes; it needs at least ${MIN_KEY_BYTES}: openssl rand -base64 32`);
}

/** The address that was probably meant; `undefined` if it cannot be guessed. */
function guessPublicUrl(text: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!isLoopback(url.hostname) && !url.hostname.includes('.')) return undefined;
  const scheme = isLoopback(url.hostname) ? 'http:' : 'https:';
  const path = url.pathname.replace(/\/+$/, '').replace(/\/app\/(?:oauth\/callback|webhooks|install)$/, '');
  return `${scheme}//${url.host}${path}`;
}

function checkPublicUrl(text: string): string {
  const guess = guessPublicUrl(text);
  const isGood = parseSecureUrl(text) !== undefined && (guess === text || `${guess}/` === text);
  // An https: address on the loopback is good, too.
  const isLocalHttps = /^https:\/\/[^/?#]+$/.test(text) && parseSecureUrl(text) !== undefined;
  if (isGood || isLocalHttps) return text.replace(/\/$/, '');
  const advice = guess ? `write PUBLIC_URL=${guess}` : 'write a whole address, for example https://connect.example';
  throw new UsageError(`PUBLIC_URL: "${text}" is not the address of this server; ${advice}`);
}

function checkInstalls(text: string): boolean {
  if (text === 'allow' || text === 'refuse') return text === 'allow';
  throw new UsageError(`MARKETPLACE_INSTALLS must be allow or refuse, not "${text}".`);
}

/**
 * Reads the settings of an app.
 *
 * @param read Returns a variable, or the fallback if it is not set.
 * @throws UsageError that names the variable and what to write instead.
 */
export function readAppSettings(read: (name: string, fallback?: string) => string): AppSettings {
  const previousKey = read('PREVIOUS_ENCRYPTION_KEY');
  return {
    clientId: checkCredential('GHL_CLIENT_ID', read('GHL_CLIENT_ID')),
    clientSecret: checkCredential('GHL_CLIENT_SECRET', read('GHL_CLIENT_SECRET')),
    encryptionKeys: [
      checkKey('ENCRYPTION_KEY', read('ENCRYPTION_KEY')),
      ...(previousKey ? [checkKey('PREVIOUS_ENCRYPTION_KEY', previousKey)] : []),
    ],
    publicUrl: checkPublicUrl(read('PUBLIC_URL')),
    allowMarketplaceInstalls: checkInstalls(read('MARKETPLACE_INSTALLS', 'refuse')),
    webhookKey: read('GHL_WEBHOOK_KEY') || undefined,
  };
}
