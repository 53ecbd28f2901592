import { ID_PATTERN } from '../../protocol/ids.js';
import type { ApiVersion } from '../../protocol/routes.js';
import { isPermissionList, PERMISSIONS, type Permission } from '../../proxy/session/session.js';
import { parsePort } from '../arguments/numbers.js';
import { UsageError, type Environment, type OptionValues } from '../command.js';
import type { EnvFile } from '../commands/env-file.js';
import { readAppSettings, type AppSettings } from './app-settings.js';
import { chooseMode, DEFAULT_PORT, refuseQuotes, requireVariables } from './variables.js';

/** The token of one location. */
export interface LocationCredentials {
  readonly token: string;
  readonly locationId: string;
}

/** What sessions of pages inside HighLevel need. */
export interface InsideSettings {
  readonly sharedSecret: string;
  readonly parentOrigins: readonly string[];
  /** Absent for the proxy's default. */
  readonly can?: readonly Permission[];
}

/** What the proxy command needs to know. */
export interface ProxySettings {
  /** Whose tokens the proxy uses: those of one location, or those of an app. */
  readonly credentials: LocationCredentials | AppSettings;
  readonly sessionKey: string;
  /** Signs receipts; `undefined` for no receipts. */
  readonly receiptKey: string | undefined;
  readonly allowedOrigins: readonly string[];
  /** `undefined` if pages inside HighLevel get no sessions. */
  readonly inside: InsideSettings | undefined;
  readonly apiVersion: ApiVersion;
  /** Where state is shared and kept; empty for the default. */
  readonly storeUrl: string;
  /** Whether a session token is accepted once. */
  readonly hasSingleUseTokens: boolean;
  /** An origin in place of HighLevel's, for tests. */
  readonly upstream: string | undefined;
  readonly host: string;
  readonly port: number;
}

const LOOPBACK = /^(?:localhost|[\w.-]+\.localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

function checkToken(token: string): string {
  if (!/\s/.test(token)) return token;
  throw new UsageError('GHL_TOKEN must be the token alone, without "Bearer" and without spaces.');
}

function checkSharedSecret(text: string): string {
  if (!/\s/.test(text)) return text;
  throw new UsageError('GHL_SHARED_SECRET must be the secret alone, without spaces.');
}

/** People copy the address of a page of the location. */
function checkLocationId(text: string): string {
  if (ID_PATTERN.test(text)) return text;
  const [, found] = /\/location\/([A-Za-z0-9_-]+)/.exec(text) ?? [];
  const advice = found
    ? `write ${found}, which is the id in that address`
    : 'write the id alone: the part after /location/ in the address of any HighLevel page of the location';
  throw new UsageError(`GHL_LOCATION_ID: "${text}" is not a location id; ${advice}.`);
}

/** The origin that was probably meant; `undefined` if it cannot be guessed. */
function guessOrigin(text: string): string | undefined {
  const [, scheme = '', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^]*)$/i.exec(text) ?? [];
  if (text.includes('*') || !/^(?:https?)?$/i.test(scheme)) return undefined;
  const [host = ''] = rest.split(/[/?#]/);
  const isLoopback = LOOPBACK.test(host);
  const address = isLoopback ? `${scheme || 'http'}://${host}` : `https://${host}`;
  if (!URL.canParse(address) || (!isLoopback && !host.includes('.'))) return undefined;
  return new URL(address).origin;
}

function checkOrigins(name: string, text: string): readonly string[] {
  const origins = text.split(/[\s,;]+/).filter((part) => part !== '');
  const isList = !/[,;]/.test(text);
  const isExact = (origin: string) => guessOrigin(origin) === undefined || guessOrigin(origin) === origin;
  if (isList && origins.every(isExact)) return origins;
  const corrected = origins.map((origin) => guessOrigin(origin) ?? origin).join(' ');
  throw new UsageError(
    `${name}: write exact origins (scheme, name and port), separated by spaces: ${name}="${corrected}"`,
  );
}

function checkApiVersion(text: string): ApiVersion {
  if (text === 'v3' || text === '2021-07-28') return text;
  throw new UsageError(`GHL_API_VERSION must be v3 or 2021-07-28, not "${text}".`);
}

/** Without an address, Node would listen at all of them. */
function checkHost(text: string): string {
  if (/^\S+$/.test(text)) return text;
  throw new UsageError(`--host must be an address, like localhost or 0.0.0.0, not "${text}".`);
}

function checkSwitch(name: string, text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new UsageError(`${name} must be true or false, not "${text}".`);
}

function parsePermissions(text: string): readonly Permission[] {
  const names = text.split(/\s+/);
  if (isPermissionList(names)) return names;
  throw new UsageError(
    `SESSION_PERMISSIONS must list some of ${PERMISSIONS.join(', ')}, separated by spaces, not "${text}".`,
  );
}

function readInside(read: (name: string) => string): InsideSettings | undefined {
  const sharedSecret = checkSharedSecret(read('GHL_SHARED_SECRET'));
  const parentOrigins = checkOrigins('PARENT_ORIGINS', read('PARENT_ORIGINS'));
  const permissions = read('SESSION_PERMISSIONS');
  const can = permissions && parsePermissions(permissions);
  if (sharedSecret !== '') return { sharedSecret, parentOrigins, ...(can && { can }) };
  if (!can) return undefined;
  throw new UsageError(
    'SESSION_PERMISSIONS is for the sessions of pages inside HighLevel: set GHL_SHARED_SECRET. Your backend writes `can` into its own session tokens.',
  );
}

/**
 * Reads the settings of the proxy from variables and options; an option wins. As with Node's own --env-file, the
 * environment wins over the file.
 *
 * @throws UsageError that names the variable or option and what to write instead.
 */
export function readProxySettings(environment: Environment, values: OptionValues, file: EnvFile): ProxySettings {
  const env = { ...file.variables, ...environment };
  const mode = chooseMode(env);
  requireVariables(env, mode, file);
  refuseQuotes(env);
  const read = (name: string, fallback = ''): string => env[name]?.trim() || fallback;
  const { port, host } = values;
  return {
    credentials:
      mode === 'app'
        ? readAppSettings(read)
        : { token: checkToken(read('GHL_TOKEN')), locationId: checkLocationId(read('GHL_LOCATION_ID')) },
    sessionKey: read('SESSION_KEY'),
    receiptKey: read('RECEIPT_KEY') || undefined,
    allowedOrigins: checkOrigins('ALLOWED_ORIGINS', read('ALLOWED_ORIGINS')),
    inside: readInside(read),
    apiVersion: checkApiVersion(read('GHL_API_VERSION', 'v3')),
    storeUrl: read('STORE_URL'),
    hasSingleUseTokens: checkSwitch('SINGLE_USE_TOKENS', read('SINGLE_USE_TOKENS', 'false')),
    upstream: read('GHL_UPSTREAM') || undefined,
    host: typeof host === 'string' ? checkHost(host) : read('PROXY_HOST', 'localhost'),
    port: typeof port === 'string' ? parsePort('--port', port) : parsePort('PORT', read('PORT', DEFAULT_PORT)),
  };
}
