import type { Platform } from '../../protocol/platforms.js';
import { createAccounts } from '../data/invented-accounts.js';
import type { Call } from '../context.js';
import { createDetailsResults } from './details-shapes.js';
import { findLogin } from './find-login.js';
import { createFailure, createJsonResponse, createPageResponse, createTooManyRequests } from '../responses.js';
import type { Scenario } from '../scenarios.js';

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

/** Resolves after `ms`, or at once when nobody waits for the answer any more. */
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

function createScenarioAnswer(scenario: Scenario): Response | undefined {
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
      return createJsonResponse(200, ['an answer', 'of another kind']);
    case 'details-huge':
      return createJsonResponse(200, { success: true, statusCode: 200, message: 'x'.repeat(HUGE_LENGTH), results: {} });
    default:
      return undefined;
  }
}

/** What a login manages (step 2). */
export async function answerDetails(call: Call): Promise<Response> {
  const login = findLogin(call);
  if (login instanceof Response) return login;

  const { request, url, settings, store } = call;
  const { platform, locationId } = login;
  const scenario = call.asked ?? login.scenario ?? call.current;
  const answer = createScenarioAnswer(scenario);
  if (answer) return answer;
  if (scenario === 'details-slow') await waitFor(login.delay ?? settings.delay ?? DEFAULT_DELAY_MS, request.signal);

  const search = (url.searchParams.get('search') ?? '').toLowerCase();
  const attached = store.accountsOf(locationId).filter((account) => account.platform === platform && !account.deleted);
  const attachedIds = new Set(attached.map(({ originId }) => originId));
  const accounts = createAccounts(platform, settings.accounts)
    .filter(({ name }) => name.toLowerCase().includes(search))
    .map((account) => ({ ...account, isConnected: attachedIds.has(account.originId) }));
  return createJsonResponse(200, {
    success: true,
    // The published example of this one says 201 in an answer of status 200.
    statusCode: platform === 'tiktok-business' ? 201 : 200,
    message: `Fetched ${MESSAGE_NAMES[platform]} Account`,
    results: createDetailsResults(platform, settings.variant, accounts),
  });
}
