import { isPlatform, PLATFORMS, type Platform } from '../../protocol/platforms.js';
import type { Context } from '../context.js';
import { lifetimeOf } from '../data/account-health.js';
import type { Person } from '../data/invented-accounts.js';
import { createErrorPage } from '../pages/document.js';
import { createPageResponse } from '../responses.js';
import type { Scenario } from '../scenarios.js';
import { createMessages } from './finish-message.js';
import { createCoopHeaders, parseFlow, type Flow } from './oauth-state.js';
import { createFinishPage, type FinishScript } from './pages.js';

const STAYS_OPEN: ReadonlySet<Scenario> = new Set(['never', 'blank-finish', 'late', 'flood']);
const FAILS: ReadonlySet<Scenario> = new Set(['denied', 'provider-error']);
const RECONNECTS: ReadonlySet<Scenario> = new Set(['reconnect', 'reconnect-string']);

const DEFAULT_DELAYS_MS: Partial<Record<Scenario, number>> = { slow: 2000, late: 3000 };

/** How a sign-in ended. */
interface SignIn {
  readonly flow: Flow;
  readonly platform: Platform;
  /** Id of the new login; absent if the person refused. */
  readonly loginId?: string | undefined;
}

function chooseScenario({ requestedScenario, defaultScenario }: Context, flow: Flow): Scenario {
  return requestedScenario ?? flow.scenario ?? defaultScenario;
}

function choosePerson(scenario: Scenario): Person {
  return scenario === 'other-account' ? 'other' : 'usual';
}

/** Renews the accounts that the person has at the location, if this sign-in is a reconnect; returns their ids. */
function renewAccounts(context: Context, { flow, platform, loginId }: SignIn, scenario: Scenario): readonly string[] {
  const isReconnect = flow.reconnect || RECONNECTS.has(scenario);
  if (!isReconnect || loginId === undefined || FAILS.has(scenario)) return [];
  const { store, clock } = context;
  const renewal = { locationId: flow.locationId, platform, person: choosePerson(scenario), now: clock.now() };
  const renewedIds = store.renewAccounts(renewal).map(({ id }) => id);
  return renewedIds.length === 0 && RECONNECTS.has(scenario) ? [loginId] : renewedIds;
}

/** Decides what the page that ends the flow does, and renews accounts on a reconnect. */
export function createFinishScript(context: Context, signIn: SignIn): FinishScript {
  const { flow, platform, loginId } = signIn;
  const scenario = chooseScenario(context, flow);
  const defaultDelay = DEFAULT_DELAYS_MS[scenario];
  const messages = createMessages(scenario, {
    platform,
    accountId: loginId ?? '',
    reconnectAccounts: renewAccounts(context, signIn, scenario),
    isDenied: loginId === undefined,
  });
  return {
    messages,
    delay: defaultDelay === undefined ? 0 : (flow.delay ?? context.settings.delay ?? defaultDelay),
    closesWindow: !STAYS_OPEN.has(scenario),
  };
}

/** HighLevel's last page: exchanges the code, keeps the login, posts to the opener. */
export function handleFinish(context: Context): Response {
  const { url, params, store, clock } = context;
  const { platform } = params;
  if (!isPlatform(platform)) return createPageResponse(400, createErrorPage('This platform is not supported.'));

  const flow = parseFlow(new URLSearchParams(url.searchParams.get('state') ?? ''));
  const isDenied = url.searchParams.has('error');
  // The code becomes the id of the login, so that a page that is loaded again finishes the same one.
  const code = url.searchParams.get('code') ?? '';
  if (!isDenied && !store.isIssuedCode(code)) return createPageResponse(400, createErrorPage('The code is not valid.'));

  const { locationId, userId, scenario, delay } = flow;
  const person = choosePerson(chooseScenario(context, flow));
  const expiresAt = clock.now() + lifetimeOf(platform);
  if (!isDenied) store.addLogin({ id: code, platform, locationId, userId, person, expiresAt, scenario, delay });
  const script = createFinishScript(context, { flow, platform, loginId: isDenied ? undefined : code });
  const headers = createCoopHeaders(flow, chooseScenario(context, flow), 'finish');
  return createPageResponse(200, createFinishPage(PLATFORMS[platform].name, script), headers);
}
