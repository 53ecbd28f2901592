import { SocialConnectError } from '../errors.js';
import { isSecureOrigin } from '../protocol/secure-url.js';
import { isScenario, SCENARIOS, type Scenario } from './scenarios.js';

/** What the consent page does: waits for a person, or agrees or refuses by itself. */
export type Consent = 'ask' | 'allow' | 'deny';

/** How HighLevel's answers about a login look: as its schema says, or as the example that contradicts it. */
export type DetailsVariant = 'schema' | 'example';

/** Options of {@link createSimulator}. */
export interface SimulatorOptions {
  /** The scenario of every request that names none itself. Default `ok`. */
  scenario?: Scenario | undefined;
  /** What the consent page does when the start query does not say. Default `ask`. */
  consent?: Consent | undefined;
  /**
   * Origin of the platform's consent page, for example `http://provider.localhost:5175`; served by this same simulator.
   * Default: the origin that the start was requested on; `wrong-origin` is a wrong one only if they differ.
   */
  providerOrigin?: string | undefined;
  /** The only HighLevel token that is accepted. Default: any that is not empty. */
  token?: string | undefined;
  /** The only location that the token has access to. Default: every location. */
  locationId?: string | undefined;
  /** How many accounts a login manages, 0 to 1000. Default 3. */
  accounts?: number | undefined;
  /** Which side of HighLevel's contradictions the details take. Default `schema`. */
  variant?: DetailsVariant | undefined;
  /** How long `slow`, `late` and `details-slow` wait, in milliseconds. Default 2000, for `late` 3000. */
  delay?: number | undefined;
}

/** {@link SimulatorOptions}, checked and complete. */
export interface Settings extends SimulatorOptions {
  readonly scenario: Scenario;
  readonly consent: Consent;
  readonly accounts: number;
  readonly variant: DetailsVariant;
}

const MAX_ACCOUNTS = 1000;

/** Longest wait, in milliseconds: longer than any deadline of the element. */
const MAX_DELAY_MS = 3_600_000;

/** Whether `value` is something that the consent page can do. */
export function isConsent(value: unknown): value is Consent {
  return value === 'ask' || value === 'allow' || value === 'deny';
}

/** Whether `value` is a wait that the simulator takes, in milliseconds. */
export function isDelay(value: number): boolean {
  return value >= 0 && value <= MAX_DELAY_MS;
}

function isVariant(value: unknown): value is DetailsVariant {
  return value === 'schema' || value === 'example';
}

function refuse(name: string, expected: string): never {
  throw new SocialConnectError('invalid_config', `createSimulator: ${name} must be ${expected}.`);
}

/** Refuses a scenario that does not exist. */
export function checkScenario(value: unknown): Scenario {
  return isScenario(value) ? value : refuse('scenario', `one of: ${Object.keys(SCENARIOS).join(', ')}`);
}

/** Checks the options and fills in the defaults. Throws `invalid_config`. */
export function readOptions(options: SimulatorOptions): Settings {
  const { scenario = 'ok', consent = 'ask', accounts = 3, variant = 'schema', providerOrigin, delay } = options;
  checkScenario(scenario);
  if (!isConsent(consent)) refuse('consent', 'ask, allow or deny');
  if (!Number.isInteger(accounts) || accounts < 0 || accounts > MAX_ACCOUNTS) refuse('accounts', '0 to 1000');
  if (!isVariant(variant)) refuse('variant', 'schema or example');
  if (providerOrigin !== undefined && !isSecureOrigin(providerOrigin)) {
    refuse('providerOrigin', 'an https: origin, or an http: one on a loopback name, with nothing after it');
  }
  if (delay !== undefined && !isDelay(delay)) refuse('delay', '0 to 3600000 ms');
  return { ...options, scenario, consent, accounts, variant };
}
