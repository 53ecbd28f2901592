import { SocialConnectError } from '../../errors.js';
import { requireOptions } from '../../protocol/own-options.js';
import { parseSecureUrl } from '../../protocol/secure-url.js';
import type { AppTokensSettings } from '../options.js';
import type { PendingInstall, Records } from '../storage/records.js';

/** Options of `installUrl`. */
export interface InstallUrlOptions {
  /** The scopes to ask for: those that the app's settings have. Default: what the proxy and the exchange of tokens need. */
  readonly scopes?: readonly string[];
  /** Where the browser goes after the installation: a whole `https:` address. Default: a page that says it is done. */
  readonly returnTo?: string;
  /** Whether the page carries no HighLevel brand, for users of white-label agencies. Default false. */
  readonly whiteLabel?: boolean;
  /** The version of the app, for one that is not live yet. */
  readonly versionId?: string;
}

/**
 * Scopes of the Social Planner routes; `oauth.write` exchanges a company's token for a location's, and `oauth.readonly`
 * lists where the app is installed.
 */
const DEFAULT_SCOPES = [
  'socialplanner/oauth.readonly',
  'socialplanner/oauth.write',
  'socialplanner/account.readonly',
  'socialplanner/account.write',
  'oauth.readonly',
  'oauth.write',
];

/** Source: docs/oauth/Authorization.md of HighLevel's API documentation. */
const MARKETPLACE_ORIGIN = 'https://marketplace.gohighlevel.com';
const WHITE_LABEL_ORIGIN = 'https://marketplace.leadconnectorhq.com';
const CHOOSE_LOCATION_PATH = '/v2/oauth/chooselocation';

/** Time to choose a location, and to sign in before that. */
const STATE_TTL_S = 3_600;
const STATE_PATTERN = /^[A-Za-z0-9_-]{43}$/;
const STATE_BYTES = 32;

const OPTION_NAMES = ['scopes', 'returnTo', 'whiteLabel', 'versionId'];

function refuse(message: string): never {
  throw new SocialConnectError('invalid_config', `installUrl: ${message}`);
}

function createState(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(STATE_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

function checkOptions({
  scopes = DEFAULT_SCOPES,
  returnTo,
  whiteLabel,
  versionId,
  ...others
}: InstallUrlOptions): void {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) refuse(`\`${unknown}\` is not an option; known: ${OPTION_NAMES.join(', ')}.`);
  const list: readonly unknown[] = Array.isArray(scopes) ? scopes : [];
  const areScopes = list.every((scope) => typeof scope === 'string' && /^\S+$/.test(scope));
  if (list.length === 0 || !areScopes) refuse('`scopes` must be a list of scopes.');
  const isAddress = typeof returnTo === 'string' && parseSecureUrl(returnTo) !== undefined;
  if (returnTo !== undefined && !isAddress) refuse('`returnTo` must be a whole `https:` address.');
  if (whiteLabel !== undefined && typeof whiteLabel !== 'boolean') refuse('`whiteLabel` must be true or false.');
  if (versionId !== undefined && !/^[\w-]+$/.test(versionId)) refuse('`versionId` must be an id.');
}

/** Makes the address of HighLevel's page on which an admin installs the app, and keeps its `state`. */
export async function createInstallUrl(
  settings: AppTokensSettings,
  records: Records,
  given: InstallUrlOptions,
): Promise<string> {
  const options = requireOptions(given, 'installUrl: the options must be an object.');
  const { clientId, redirectUri, marketplaceOrigin } = settings;
  checkOptions(options);
  if (redirectUri === undefined) refuse('pass `redirectUri` to createAppTokens: HighLevel sends the browser there.');
  const { scopes = DEFAULT_SCOPES, returnTo, whiteLabel = false, versionId } = options;
  const state = createState();
  await records.write('state', state, { returnTo }, { ttl: STATE_TTL_S });
  const url = new URL(
    CHOOSE_LOCATION_PATH,
    marketplaceOrigin ?? (whiteLabel ? WHITE_LABEL_ORIGIN : MARKETPLACE_ORIGIN),
  );
  const query = {
    response_type: 'code',
    redirect_uri: redirectUri,
    client_id: clientId,
    scope: scopes.join(' '),
    state,
    version_id: versionId,
  };
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/** Uses a `state` up. `undefined` if it is not one of ours, was used before, or is too old. */
export async function takeState(records: Records, state: string): Promise<PendingInstall | undefined> {
  if (!STATE_PATTERN.test(state)) return undefined;
  const stored = await records.read('state', state);
  const isFirst = stored !== undefined && (await records.delete('state', state, stored.version));
  return isFirst ? stored.value : undefined;
}
