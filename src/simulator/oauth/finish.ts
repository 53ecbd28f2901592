import { isPlatform, PLATFORMS, type Platform } from '../../protocol/platforms.js';
import type { Call } from '../context.js';
import { createCoopHeaders, parseFlow, type Flow } from './oauth-state.js';
import { createMessages } from './finish-message.js';
import { createErrorPage, createFinishPage, type FinishOrders } from './pages.js';
import { createPageResponse } from '../responses.js';
import type { Scenario } from '../scenarios.js';

const STAYS_OPEN: ReadonlySet<Scenario> = new Set(['never', 'blank-finish', 'late', 'flood']);

const DEFAULT_DELAYS_MS: Partial<Record<Scenario, number>> = { slow: 2000, late: 3000 };

/** A start that asks to reconnect is answered as one, unless the scenario wants something else. */
function chooseScenario({ asked, current }: Call, flow: Flow): Scenario {
  const scenario = asked ?? flow.scenario ?? current;
  return scenario === 'ok' && flow.reconnect ? 'reconnect' : scenario;
}

/** What the page that ends the flow does. `accountId` is absent when the person refused. */
export function createFinishOrders(call: Call, flow: Flow, platform: Platform, accountId?: string): FinishOrders {
  const scenario = chooseScenario(call, flow);
  const connectedIds = call.store
    .accountsOf(flow.locationId)
    .filter((account) => account.platform === platform && !account.deleted)
    .map((account) => account.id);
  const fallback = DEFAULT_DELAYS_MS[scenario];
  return {
    messages: createMessages(scenario, {
      platform,
      accountId: accountId ?? '',
      reconnectAccounts: connectedIds.length > 0 ? connectedIds : [accountId ?? ''],
      denied: accountId === undefined,
    }),
    delay: fallback === undefined ? 0 : (flow.delay ?? call.settings.delay ?? fallback),
    closes: !STAYS_OPEN.has(scenario),
  };
}

/** HighLevel's last page: takes the code, keeps the login, tells the opener. */
export function answerFinish(call: Call): Response {
  const { url, params, store } = call;
  const { platform } = params;
  if (!isPlatform(platform)) return createPageResponse(400, createErrorPage('This platform is not supported.'));

  const flow = parseFlow(new URLSearchParams(url.searchParams.get('state') ?? ''));
  const denied = url.searchParams.has('error');
  // The code is the id of the login to be, so that a page that is loaded again finishes the same one.
  const code = url.searchParams.get('code') ?? '';
  if (!denied && !store.isIssuedCode(code)) return createPageResponse(400, createErrorPage('The code is not valid.'));

  const { locationId, userId, scenario, delay } = flow;
  if (!denied) store.addLogin({ id: code, platform, locationId, userId, scenario, delay });
  const orders = createFinishOrders(call, flow, platform, denied ? undefined : code);
  const headers = createCoopHeaders(flow, chooseScenario(call, flow), 'finish');
  return createPageResponse(200, createFinishPage(PLATFORMS[platform].name, orders), headers);
}
