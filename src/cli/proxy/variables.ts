import { UsageError, type Environment } from '../command.js';
import type { EnvFile } from '../commands/env-file.js';

/** Whether the proxy serves one location by its token, or an app with any number of locations. */
export type Mode = 'location' | 'app';

/** Variables by name, and what each is set to. */
type Variables = Readonly<Record<string, string>>;

export const DEFAULT_PORT = '8787';

/** The variables that must be set in both modes. */
const COMMON_VARIABLES: Variables = {
  SESSION_KEY: 'a secret of at least 32 bytes that your backend signs session tokens with',
  ALLOWED_ORIGINS: 'the origins of your pages, separated by spaces, for example https://app.example',
};

/** The variables that must be set for one location. */
const LOCATION_VARIABLES: Variables = {
  GHL_TOKEN: 'the Private Integration Token, or an access token, of your HighLevel location',
  GHL_LOCATION_ID: 'the id of that location',
};

/** The variables that must be set for an app. */
const APP_VARIABLES: Variables = {
  GHL_CLIENT_ID: "the client id of your app in HighLevel's marketplace",
  GHL_CLIENT_SECRET: 'the client secret of that app',
  ENCRYPTION_KEY: 'a secret of at least 32 bytes that encrypts the stored tokens: openssl rand -base64 32',
  PUBLIC_URL: 'the address at which HighLevel reaches this server, for example https://connect.example',
};

const OPTIONAL_APP_VARIABLES: Variables = {
  PREVIOUS_ENCRYPTION_KEY: 'The previous ENCRYPTION_KEY. The proxy uses it only to decrypt.',
  MARKETPLACE_INSTALLS: 'allow or refuse installations that begin in the marketplace. Default refuse.',
  GHL_WEBHOOK_KEY: "For tests only: a public key in place of the one that HighLevel's webhooks are verified with.",
};

const OPTIONAL_VARIABLES: Variables = {
  STORE_URL: 'redis://…, postgres://… or file:folder. Default: a file for an app, and memory for one location.',
  RECEIPT_KEY: 'Another secret of at least 32 bytes, which your backend verifies receipts with. Default: no receipts.',
  GHL_SHARED_SECRET: 'The Shared Secret of your app, for pages inside HighLevel. Default: no sessions for them.',
  SESSION_PERMISSIONS:
    'What these sessions may do: some of connect, attach, list, disconnect. Default: all but disconnect.',
  PARENT_ORIGINS:
    'Origins that may frame these pages besides HighLevel and the white-label domain, separated by spaces.',
  SINGLE_USE_TOKENS: 'true to accept each session token once. Default false.',
  GHL_API_VERSION: 'v3 or 2021-07-28. Default v3.',
  PORT: `Port to listen at, if there is no --port. Default ${DEFAULT_PORT}; 0 takes any free one.`,
  PROXY_HOST: 'Address to listen at, if there is no --host. Default localhost; 0.0.0.0 in a container.',
  GHL_UPSTREAM: "For tests only: an origin in place of HighLevel's.",
};

/** Rows for the help, by section. */
export const VARIABLE_SECTIONS: readonly (readonly [title: string, rows: Variables])[] = [
  ['Environment variables that are required', COMMON_VARIABLES],
  ['For one location, also', LOCATION_VARIABLES],
  ['For an app with any number of locations, instead', APP_VARIABLES],
  ['Optional for an app', OPTIONAL_APP_VARIABLES],
  ['Optional', OPTIONAL_VARIABLES],
];

const isSet = (env: Environment, name: string): boolean => Boolean(env[name]?.trim());

/** Names of the variables that are set and decide the mode. */
function listSet(env: Environment, names: readonly string[]): string[] {
  return names.filter((name) => isSet(env, name));
}

/**
 * Chooses the mode by the variables that are set.
 *
 * @throws UsageError if they contradict each other.
 */
export function chooseMode(env: Environment): Mode {
  const app = listSet(env, ['GHL_CLIENT_ID', 'GHL_CLIENT_SECRET']);
  const location = listSet(env, Object.keys(LOCATION_VARIABLES));
  if (app.length === 0) return 'location';
  if (location.length === 0) return 'app';
  throw new UsageError(`${[...app, ...location].join(', ')} contradict each other. Unset one group:
  For an app, keep GHL_CLIENT_ID and GHL_CLIENT_SECRET; unset ${location.join(' and ')}.
  For one location, keep GHL_TOKEN and GHL_LOCATION_ID; unset ${app.join(' and ')}.`);
}

/** Says where the variables that are missing could have been. */
function describePlaces(missing: readonly string[], { variables, path }: EnvFile): string {
  if (path === undefined) return 'They can also stand in a file .env in this folder, or in one that --env names.';
  const emptied = missing.filter((name) => isSet(variables, name));
  if (emptied.length > 0) return `${path} sets ${emptied.join(', ')}, but the environment, which wins, has it empty.`;
  return `${path} does not set ${missing.length === 1 ? 'it' : 'them'} either.`;
}

/**
 * Requires the variables of a mode.
 *
 * @param env All variables, those of the file among them.
 * @param file The file, for the message.
 * @throws UsageError that names every missing one.
 */
export function requireVariables(env: Environment, mode: Mode, file: EnvFile): void {
  const required = { ...(mode === 'app' ? APP_VARIABLES : LOCATION_VARIABLES), ...COMMON_VARIABLES };
  const missing = Object.entries(required).filter(([name]) => !isSet(env, name));
  if (missing.length === 0) return;
  const lines = missing.map(([name, meaning]) => `  ${name}: ${meaning}`);
  const hint = describePlaces(
    missing.map(([name]) => name),
    file,
  );
  const needsLocation = missing.some(([name]) => name in LOCATION_VARIABLES);
  const app = needsLocation ? '\nFor an app, set GHL_CLIENT_ID and GHL_CLIENT_SECRET instead of GHL_TOKEN.' : '';
  throw new UsageError(`Missing environment variables:\n${lines.join('\n')}\n${hint}${app}`);
}

/** A shell and a .env file remove quotes; Docker's --env-file does not. */
export function refuseQuotes(env: Environment): void {
  const names = VARIABLE_SECTIONS.flatMap(([, variables]) => Object.keys(variables));
  const quoted = names.find((name) => /^(["']).*\1$/.test(env[name]?.trim() ?? ''));
  if (quoted) throw new UsageError(`${quoted} is in quotes, and they are part of its value. Remove them.`);
}
