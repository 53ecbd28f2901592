import { ID_PATTERN } from '../../protocol/ids.js';
import type { ApiVersion } from '../../protocol/routes.js';
import { parsePort } from '../arguments/numbers.js';
import { UsageError, type Environment, type OptionValues } from '../command.js';

/** What the proxy command needs to know. */
export interface ProxySettings {
  readonly token: string;
  readonly locationId: string;
  readonly sessionKey: string;
  /** Signs receipts; `undefined` for no receipts. */
  readonly receiptKey: string | undefined;
  readonly allowedOrigins: readonly string[];
  readonly apiVersion: ApiVersion;
  /** An origin in place of HighLevel's, for tests. */
  readonly upstream: string | undefined;
  readonly host: string;
  readonly port: number;
}

const DEFAULT_PORT = '8787';

/** The variables that must be set, and what to set them to. */
export const REQUIRED_VARIABLES: Readonly<Record<string, string>> = {
  GHL_TOKEN: 'the Private Integration Token, or an access token, of your HighLevel location',
  GHL_LOCATION_ID: 'the id of that location',
  SESSION_KEY: 'a secret of at least 32 bytes that your backend signs session tokens with',
  ALLOWED_ORIGINS: 'the origins of your pages, separated by spaces, for example https://app.example',
};

/** The other variables. */
export const OPTIONAL_VARIABLES: Readonly<Record<string, string>> = {
  RECEIPT_KEY: 'Another secret of at least 32 bytes, which your backend verifies receipts with. Default: no receipts.',
  GHL_API_VERSION: 'v3 or 2021-07-28. Default v3.',
  PORT: `Port to listen at, if there is no --port. Default ${DEFAULT_PORT}; 0 takes any free one.`,
  PROXY_HOST: 'Address to listen at, if there is no --host. Default localhost; 0.0.0.0 in a container.',
  GHL_UPSTREAM: "For tests only: an origin in place of HighLevel's.",
};

const LOOPBACK = /^(?:localhost|[\w.-]+\.localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

function requireVariables(env: Environment, envFile: string | undefined): void {
  const missing = Object.entries(REQUIRED_VARIABLES).filter(([name]) => !env[name]?.trim());
  if (missing.length === 0) return;
  const lines = missing.map(([name, meaning]) => `  ${name}: ${meaning}`);
  const hint = envFile
    ? `${envFile} does not set ${missing.length === 1 ? 'it' : 'them'} either.`
    : 'They can also stand in a file .env in this folder, or in one that --env names.';
  throw new UsageError(`Missing environment variables:\n${lines.join('\n')}\n${hint}`);
}

/** A shell and a .env file remove quotes; Docker's --env-file does not. */
function refuseQuotes(env: Environment): void {
  const names = [...Object.keys(REQUIRED_VARIABLES), ...Object.keys(OPTIONAL_VARIABLES)];
  const quoted = names.find((name) => /^(["']).*\1$/.test(env[name]?.trim() ?? ''));
  if (quoted) throw new UsageError(`${quoted} is in quotes, and they are part of its value. Remove them.`);
}

function checkToken(token: string): string {
  if (!/\s/.test(token)) return token;
  throw new UsageError('GHL_TOKEN must be the token alone, without "Bearer" and without spaces.');
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

function checkOrigins(text: string): readonly string[] {
  const origins = text.split(/[\s,;]+/).filter((part) => part !== '');
  const isList = !/[,;]/.test(text);
  const isExact = (origin: string) => guessOrigin(origin) === undefined || guessOrigin(origin) === origin;
  if (isList && origins.every(isExact)) return origins;
  const corrected = origins.map((origin) => guessOrigin(origin) ?? origin).join(' ');
  throw new UsageError(
    `ALLOWED_ORIGINS: write exact origins (scheme, name and port), separated by spaces: ALLOWED_ORIGINS="${corrected}"`,
  );
}

function checkApiVersion(text: string): ApiVersion {
  if (text === 'v3' || text === '2021-07-28') return text;
  throw new UsageError(`GHL_API_VERSION must be v3 or 2021-07-28, not "${text}".`);
}

/**
 * Reads the settings of the proxy from variables and options; an option wins.
 *
 * @param envFile The file whose variables are part of `env`, for the message.
 * @throws UsageError that names the variable or option and what to write instead.
 */
export function readProxySettings(env: Environment, values: OptionValues, envFile: string | undefined): ProxySettings {
  requireVariables(env, envFile);
  refuseQuotes(env);
  const read = (name: string, fallback = ''): string => env[name]?.trim() || fallback;
  const { port, host } = values;
  return {
    token: checkToken(read('GHL_TOKEN')),
    locationId: checkLocationId(read('GHL_LOCATION_ID')),
    sessionKey: read('SESSION_KEY'),
    receiptKey: read('RECEIPT_KEY') || undefined,
    allowedOrigins: checkOrigins(read('ALLOWED_ORIGINS')),
    apiVersion: checkApiVersion(read('GHL_API_VERSION', 'v3')),
    upstream: read('GHL_UPSTREAM') || undefined,
    host: typeof host === 'string' ? host : read('PROXY_HOST', 'localhost'),
    port: typeof port === 'string' ? parsePort('--port', port) : parsePort('PORT', read('PORT', DEFAULT_PORT)),
  };
}
