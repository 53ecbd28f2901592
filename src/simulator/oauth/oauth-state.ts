import { isConsent, isDelay, isLoginPage, type Consent, type LoginPage } from '../options.js';
import { isScenario, type Scenario } from '../scenarios.js';

/** A place in the chain of documents that can cut the popup off from its opener. */
export type CoopPlace = 'login' | 'consent' | 'hop' | 'finish';

/** What a start asked for, as it travels from page to page in `state`. */
export interface Flow {
  readonly locationId: string;
  readonly userId: string;
  readonly reconnect: boolean;
  readonly scenario?: Scenario;
  readonly consent?: Consent;
  readonly login?: LoginPage;
  /** Milliseconds. */
  readonly delay?: number;
  readonly coop?: CoopPlace;
  readonly coopValue: string;
}

const FLOW_KEYS = [
  'locationId',
  'userId',
  'page',
  'reconnect',
  'scenario',
  'consent',
  'login',
  'delay',
  'coop',
  'coop-value',
] as const;

const COOP_VALUES: ReadonlySet<string> = new Set([
  'same-origin',
  'same-origin-allow-popups',
  'noopener-allow-popups',
  'unsafe-none',
]);

function isCoopPlace(value: unknown): value is CoopPlace {
  return value === 'login' || value === 'consent' || value === 'hop' || value === 'finish';
}

/** Reads a start query, or the `state` that was made of one. Invalid values count as absent. */
export function parseFlow(query: URLSearchParams): Flow {
  const scenario = query.get('scenario');
  const consent = query.get('consent');
  const login = query.get('login');
  const coop = query.get('coop');
  const coopValue = query.get('coop-value') ?? '';
  const delay = query.get('delay');
  return {
    locationId: query.get('locationId') ?? '',
    userId: query.get('userId') ?? '',
    reconnect: query.get('reconnect') === 'true',
    ...(isScenario(scenario) ? { scenario } : {}),
    ...(isConsent(consent) ? { consent } : {}),
    ...(isLoginPage(login) ? { login } : {}),
    ...(delay && isDelay(Number(delay)) ? { delay: Number(delay) } : {}),
    ...(isCoopPlace(coop) ? { coop } : {}),
    coopValue: COOP_VALUES.has(coopValue) ? coopValue : 'same-origin',
  };
}

/** Creates the `state` of a start query: the keys that a flow has, and nothing else. */
export function createState(query: URLSearchParams): string {
  const state = new URLSearchParams();
  for (const key of FLOW_KEYS) {
    const value = query.get(key);
    if (value) state.set(key, value);
  }
  return state.toString();
}

/** Creates the header that cuts the popup off, if it belongs to this place in the chain. */
export function createCoopHeaders(flow: Flow, scenario: Scenario, place: CoopPlace): Record<string, string> {
  const chosen = flow.coop ?? (scenario === 'coop' ? 'consent' : undefined);
  return chosen === place ? { 'cross-origin-opener-policy': flow.coopValue } : {};
}
