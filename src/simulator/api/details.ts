import type { Platform } from '../../protocol/platforms.js';
import type { Context } from '../context.js';
import { avatarUrl } from '../data/avatars.js';
import { createAccounts } from '../data/invented-accounts.js';
import type { Login } from '../data/records.js';
import { createFailure, createJsonResponse, createPageResponse, createTooManyRequests } from '../responses.js';
import type { Scenario } from '../scenarios.js';
import { createDetailsResults, type ManagedAccount } from './details-shapes.js';
import { findLogin } from './find-login.js';

/** The platforms' names in HighLevel's messages. */
export const MESSAGE_NAMES: Record<Platform, string> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  linkedin: 'LinkedIn',
  'tiktok-business': 'Tiktok Business',
  tiktok: 'Tiktok',
  google: 'Google Business',
  youtube: 'YouTube',
  pinterest: 'Pinterest',
  threads: 'Threads',
};

const HUGE_LENGTH = 1_500_000;
const DEFAULT_DELAY_MS = 2000;

/** Resolves after `ms` milliseconds, or as soon as the client has disconnected. */
function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, signal.aborted ? 0 : ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}

function createScenarioResponse(scenario: Scenario): Response | undefined {
  switch (scenario) {
    case 'details-401-scope':
      return createFailure(401, 'The token is not authorized for this scope.');
    case 'details-429':
      return createTooManyRequests();
    case 'details-500':
      return createFailure(500, 'Internal server error');
    case 'details-html':
      return createPageResponse(200, '<!doctype html><title>Maintenance</title><h1>We will be back soon.</h1>');
    case 'details-invalid':
      return createJsonResponse(200, ['an unexpected', 'response']);
    case 'details-huge':
      return createJsonResponse(200, { success: true, statusCode: 200, message: 'x'.repeat(HUGE_LENGTH), results: {} });
    default:
      return undefined;
  }
}

function listManagedAccounts(context: Context, login: Login, scenario: Scenario): ManagedAccount[] {
  const { platform, locationId, person } = login;
  const { url, settings, store } = context;
  const search = (url.searchParams.get('search') ?? '').toLowerCase();
  const attached = store.accountsOf(locationId).filter((account) => account.platform === platform && !account.deleted);
  const attachedIds = new Set(attached.map(({ originId }) => originId));
  return createAccounts(platform, settings.accounts, person)
    .filter(({ name }) => name.toLowerCase().includes(search))
    .map((account) => ({
      ...account,
      avatar: avatarUrl(context, { ...account, platform }),
      isConnected: attachedIds.has(account.originId),
      isLimited: scenario === 'limit-reached',
    }));
}

/** Lists the accounts that a login manages (step 2). */
export async function handleDetails(context: Context): Promise<Response> {
  const login = findLogin(context);
  if (login instanceof Response) return login;

  const { request, settings } = context;
  const { platform } = login;
  const scenario = context.requestedScenario ?? login.scenario ?? context.defaultScenario;
  const response = createScenarioResponse(scenario);
  if (response) return response;
  if (scenario === 'details-slow') await waitFor(login.delay ?? settings.delay ?? DEFAULT_DELAY_MS, request.signal);

  return createJsonResponse(200, {
    success: true,
    // The published example for this platform says 201 in a response of status 200.
    statusCode: platform === 'tiktok-business' ? 201 : 200,
    message: `Fetched ${MESSAGE_NAMES[platform]} Account`,
    results: createDetailsResults(platform, settings.variant, listManagedAccounts(context, login, scenario)),
  });
}
