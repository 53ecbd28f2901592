import * as oauth from 'oauth4webapi';
import { SocialConnectError } from '../../errors.js';
import type { Grant, OAuthClient } from '../highlevel/oauth-client.js';
import { TokenRefusal } from '../highlevel/refusal.js';
import type { Companies } from '../locations/companies.js';
import type { AppTokensSettings } from '../options.js';
import type { Installations } from '../refresh/installations.js';
import type { InstallerKind, PendingInstall, Records } from '../storage/records.js';
import { takeState } from './install-url.js';
import { createPage, createRedirect } from './responses.js';

/** What the two routes work with. */
export interface InstallContext {
  readonly settings: AppTokensSettings;
  readonly records: Records;
  readonly oauth: OAuthClient;
  readonly installations: Installations;
  readonly companies: Companies;
  /** Rejects with `invalid_config` if the encryption key is another one than that of the other instances. */
  readonly checkKey: () => Promise<void>;
  /** Called with a location whose tokens in this process's memory may no longer be good. */
  readonly forget: (locationId: string) => void;
}

const START_AGAIN = 'Start the installation again.';

/** A code or an error is a few hundred characters long. */
const MAX_QUERY_LENGTH = 4_096;

/** What the installation that a callback ends was started with; `undefined` if it was not started by us. */
async function findPending(parameters: URLSearchParams, context: InstallContext): Promise<PendingInstall | undefined> {
  const state = parameters.get('state');
  if (state !== null) return takeState(context.records, state);
  return context.settings.allowMarketplaceInstalls ? { returnTo: undefined } : undefined;
}

/** Checks the parameters by the rules of OAuth; `undefined` if HighLevel reports an error or there is no code. */
function validate(parameters: URLSearchParams, settings: AppTokensSettings): URLSearchParams | undefined {
  const server = { issuer: settings.upstreamOrigin };
  try {
    const state = parameters.get('state') ?? oauth.expectNoState;
    const valid = oauth.validateAuthResponse(server, { client_id: settings.clientId }, parameters, state);
    // RFC 6749, section 3.1: parameters must not come twice.
    return valid.getAll('code').length === 1 && valid.get('code') !== '' ? valid : undefined;
  } catch {
    return undefined;
  }
}

/** Whose installation it is. */
function readInstaller(grant: Grant): { readonly kind: InstallerKind; readonly id: string } {
  const { userType, companyId, locationId } = grant;
  if (userType === 'Location' && locationId !== undefined) return { kind: 'location', id: locationId };
  if (userType === 'Company' && companyId !== undefined) return { kind: 'company', id: companyId };
  throw new SocialConnectError('invalid_response', "HighLevel's token does not name its location or company.");
}

async function install(grant: Grant, { installations, companies, forget }: InstallContext): Promise<void> {
  const { refreshToken, companyId, issuedAt } = grant;
  const { kind, id } = readInstaller(grant);
  if (refreshToken === undefined) {
    throw new SocialConnectError('invalid_response', `HighLevel gave no refresh token for ${kind} ${id}.`);
  }
  await installations.install(kind, id, { ...grant, refreshToken });
  if (kind === 'company') return companies.noteCompany(id, true);
  forget(id);
  return companies.noteLocation(id, { isInstalled: true, companyId, since: issuedAt });
}

function describeFailure(error: unknown): Response {
  if (error instanceof TokenRefusal) {
    return createPage(
      400,
      'The app is not installed',
      `HighLevel did not accept the code of this address. ${START_AGAIN}`,
    );
  }
  return createPage(502, 'The app is not installed', `The tokens could not be fetched or stored. ${START_AGAIN}`);
}

/** `GET {mount}/oauth/callback`: exchanges the code for the installation's tokens, and stores them. */
export async function handleCallback(request: Request, context: InstallContext): Promise<Response> {
  const { settings } = context;
  const { origin, pathname, search, searchParams } = new URL(request.url);
  if (search.length > MAX_QUERY_LENGTH) return createPage(414, 'The app is not installed', 'The address is too long.');
  const pending = await findPending(searchParams, context);
  if (pending === undefined) {
    const reason = searchParams.has('state')
      ? 'This address was used before, is more than an hour old, or was not made here.'
      : 'This installation was not started here.';
    return createPage(400, 'The app is not installed', `${reason} ${START_AGAIN}`);
  }
  const parameters = validate(searchParams, settings);
  if (parameters === undefined) {
    // OAuth's errors are words such as `invalid_scope`.
    const [word = 'no reason was given'] = /^\w{1,64}$/.exec(searchParams.get('error') ?? '') ?? [];
    settings.report(new Error(`HighLevel did not allow an installation: ${word}.`));
    return createPage(400, 'The app is not installed', `HighLevel did not allow the installation. ${START_AGAIN}`);
  }
  try {
    await install(await context.oauth.exchangeCode(parameters, settings.redirectUri ?? origin + pathname), context);
  } catch (error) {
    settings.report(error);
    return describeFailure(error);
  }
  return pending.returnTo === undefined
    ? createPage(200, 'The app is installed', 'You can close this window.')
    : createRedirect(pending.returnTo);
}
