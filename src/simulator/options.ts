import { SocialConnectError } from '../errors.js';
import { requireNames, requireOptions } from '../protocol/own-options.js';
import { isSecureOrigin } from '../protocol/secure-url.js';
import { parseApp, type AppSettings, type SimulatedApp } from './apps/app-options.js';
import { isScenario, SCENARIOS, type Scenario } from './scenarios.js';
import { parseShell, type ShellSettings, type SimulatedShell } from './shell/shell-options.js';

/** What the consent page does: waits for a person, or agrees or refuses by itself. */
export type Consent = 'ask' | 'allow' | 'deny';

/**
 * The login page that the platform shows before the consent page, until this browser has signed in once: no such page,
 * a plain one, or one whose `Cross-Origin-Opener-Policy` cuts the popup off from its opener, as Meta's does.
 */
export type LoginPage = 'none' | 'plain' | 'coop';

/** The shape of HighLevel's responses about a login: as its schema says, or as the example that contradicts it. */
export type DetailsVariant = 'schema' | 'example';

/** Options of {@link createSimulator}. */
export interface SimulatorOptions {
  /** The scenario of every request that names none itself. Default `ok`. */
  scenario?: Scenario | undefined;
  /** What the consent page does unless the start query says otherwise. Default `ask`. */
  consent?: Consent | undefined;
  /** The platform's login page, unless the start query says otherwise. Default `none`; in `login-coop`, `coop`. */
  login?: LoginPage | undefined;
  /**
   * Origin of the platform's pages, for example `http://provider.localhost:5175`; served by this same simulator.
   * Default: the origin of the start request. The scenario `wrong-origin` needs two different origins.
   */
  providerOrigin?: string | undefined;
  /**
   * The only HighLevel token that is accepted, besides those that an installed app gets. Default: any that is not empty,
   * and with the option `app` none.
   */
  token?: string | undefined;
  /** The only location that the token has access to. Default: every location. */
  locationId?: string | undefined;
  /** How many accounts a login manages, 0 to 1000. Default 3. */
  accounts?: number | undefined;
  /** Which side of HighLevel's contradictions the details take. Default `schema`. */
  variant?: DetailsVariant | undefined;
  /** How long `slow`, `late`, `details-slow` and `context-slow` wait, in ms. Default 2000; 3000 for `late`, 6000 for `context-slow`. */
  delay?: number | undefined;
  /**
   * How many API requests a location may make in 10 seconds before it gets a 429: `true` for HighLevel's 100, or a
   * number of your own. Default `false`: the limit is announced in headers but not enforced.
   */
  rateLimit?: boolean | number | undefined;
  /**
   * The marketplace app that can be installed, and whose location tokens the API then requires. Without it, any client id
   * and secret works.
   */
  app?: SimulatedApp | undefined;
  /** HighLevel's own page around the app's. Without it, the page is there and shows no app. */
  shell?: SimulatedShell | undefined;
  /** The real time, in milliseconds since 1970. Default `Date.now`. */
  now?: (() => number) | undefined;
}

/** {@link SimulatorOptions}, checked and complete. */
export interface Settings extends Omit<SimulatorOptions, 'app' | 'shell'> {
  readonly app: AppSettings;
  readonly shell: ShellSettings;
  /** Whether the API accepts a token that the simulator did not issue. */
  readonly acceptsForeignTokens: boolean;
  readonly scenario: Scenario;
  readonly consent: Consent;
  readonly accounts: number;
  readonly variant: DetailsVariant;
  /** The enforced limit; `undefined` if there is none. */
  readonly maxRequests: number | undefined;
  readonly now: () => number;
}

const OPTION_NAMES = [
  'scenario',
  'consent',
  'login',
  'providerOrigin',
  'token',
  'locationId',
  'accounts',
  'variant',
  'delay',
  'rateLimit',
  'app',
  'shell',
  'now',
] satisfies (keyof SimulatorOptions)[];

/** HighLevel's limit for each app and location. Source: "Rate limits" of HighLevel's API documentation. */
export const HIGHLEVEL_MAX_REQUESTS = 100;

const MAX_ACCOUNTS = 1000;

/** Longest wait, in milliseconds: longer than any deadline of the element. */
const MAX_DELAY_MS = 3_600_000;

/** Whether `value` is something that the consent page can do. */
export function isConsent(value: unknown): value is Consent {
  return value === 'ask' || value === 'allow' || value === 'deny';
}

/** Whether `value` is a kind of login page. */
export function isLoginPage(value: unknown): value is LoginPage {
  return value === 'none' || value === 'plain' || value === 'coop';
}

/** Whether `value` is a wait that the simulator accepts, in milliseconds. */
export function isDelay(value: number): boolean {
  return value >= 0 && value <= MAX_DELAY_MS;
}

function isVariant(value: unknown): value is DetailsVariant {
  return value === 'schema' || value === 'example';
}

function reject(name: string, expected: string): never {
  throw new SocialConnectError('invalid_config', `${name} must be ${expected}.`, { option: name });
}

/** Returns `value` if it is a scenario; throws `invalid_config` otherwise. */
export function parseScenario(value: unknown): Scenario {
  return isScenario(value) ? value : reject('scenario', `one of: ${Object.keys(SCENARIOS).join(', ')}`);
}

function parseRateLimit(rateLimit: unknown): number | undefined {
  if (rateLimit === undefined || rateLimit === false) return undefined;
  if (rateLimit === true) return HIGHLEVEL_MAX_REQUESTS;
  const isCount = Number.isInteger(rateLimit) && (rateLimit as number) > 0;
  return isCount ? (rateLimit as number) : reject('rateLimit', 'true, false or a whole number above 0');
}

/** Checks the options and fills in the defaults. Throws `invalid_config`. */
export function parseOptions(given: SimulatorOptions): Settings {
  const options = requireOptions(given, 'createSimulator: the options must be an object.');
  requireNames(options, OPTION_NAMES, 'createSimulator');
  const { scenario = 'ok', consent = 'ask', accounts = 3, variant = 'schema', now = Date.now } = options;
  const { providerOrigin, delay, login, rateLimit } = options;
  parseScenario(scenario);
  if (!isConsent(consent)) reject('consent', 'ask, allow or deny');
  if (login !== undefined && !isLoginPage(login)) reject('login', 'none, plain or coop');
  if (!Number.isInteger(accounts) || accounts < 0 || accounts > MAX_ACCOUNTS) reject('accounts', '0 to 1000');
  if (!isVariant(variant)) reject('variant', 'schema or example');
  if (providerOrigin !== undefined && !isSecureOrigin(providerOrigin)) {
    reject('providerOrigin', 'an https: origin, or an http: one on a loopback name, with nothing after it');
  }
  if (delay !== undefined && !isDelay(delay)) reject('delay', '0 to 3600000 ms');
  if (typeof now !== 'function') reject('now', 'a function that returns milliseconds');
  return {
    ...options,
    scenario,
    consent,
    accounts,
    variant,
    now,
    maxRequests: parseRateLimit(rateLimit),
    app: parseApp(options.app),
    shell: parseShell(options.shell),
    acceptsForeignTokens: options.app === undefined || options.token !== undefined,
  };
}
