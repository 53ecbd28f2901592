import type { Platform } from '../protocol/platforms.js';
import { createApps, type AppControls } from './apps/apps.js';
import { createClock, type Clock } from './clock.js';
import type { Context, Controls } from './context.js';
import { lifetimeOf } from './data/account-health.js';
import { connectAccount } from './data/connect-account.js';
import { createHexId } from './data/hex-id.js';
import { createSeed } from './data/simulated-accounts.js';
import { parseOptions, parseScenario, type SimulatorOptions } from './options.js';
import { createRateLimit } from './rate-limit.js';
import { createRequestLog, describeRequest, type RecordedRequest } from './request-log.js';
import { createFailure } from './responses.js';
import { matchRoute } from './router.js';
import { isScenario, type Scenario } from './scenarios.js';
import { createStore } from './store.js';

export type { Platform } from '../protocol/platforms.js';
export type { SimulatedApp } from './apps/app-options.js';
export type { AppControls } from './apps/apps.js';
export type { Installer } from './apps/registry.js';
export type { Clock } from './clock.js';
export type { Consent, DetailsVariant, LoginPage, SimulatorOptions } from './options.js';
export type { RecordedRequest } from './request-log.js';
export { SCENARIOS, type Scenario } from './scenarios.js';
export type { SimulatedShell } from './shell/shell-options.js';

/** A login to create without a sign-in. */
export interface LoginRequest {
  readonly platform: Platform;
  readonly locationId: string;
  /** Default `simulated-user`. */
  readonly userId?: string | undefined;
}

/** An account to connect without a sign-in. */
export interface AccountRequest {
  readonly platform: Platform;
  readonly locationId: string;
}

/** A simulated HighLevel, with the social networks. */
export interface Simulator {
  /** Answers any request, on whatever origin it is served. Never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Adds a login and returns its id, the `accountId` of a message. */
  readonly addLogin: (login: LoginRequest) => string;
  /**
   * Connects an account as a person does on HighLevel's own page: renews what has expired on the platform, else adds an
   * account. Returns its id in the list; `undefined` if the option `accounts` is 0.
   */
  readonly addAccount: (account: AccountRequest) => string | undefined;
  /** Installs and uninstalls the marketplace app, and pauses locations. */
  readonly app: AppControls;
  /** The simulated time. Moving it makes accounts and tokens expire. */
  readonly clock: Clock;
  /** Forgets logins, accounts, installations and requests; goes back to the time and the scenario of the options. */
  readonly reset: () => void;
  /** The scenario of requests that name none. Setting an unknown one throws `invalid_config`. */
  scenario: Scenario;
  /** The last 200 requests, oldest first. Requests to the simulator's own pages are not recorded. */
  readonly requests: readonly RecordedRequest[];
}

/** The simulator's own pages: what a person or a test does with the simulator itself. */
const OWN_PAGES = /^\/(?:$|simulator\/)/;

/**
 * Creates a simulator: HighLevel's Social Planner routes, the platforms' login and consent pages and the finish page,
 * as one Fetch handler. The page at `/` lists its addresses.
 *
 * These query parameters of a start apply to the whole sign-in: `scenario`, `consent` (`ask`, `allow`, `deny`), `login`
 * (`none`, `plain`, `coop`), `delay` (milliseconds), `coop` (`login`, `consent`, `hop`, `finish`) and `coop-value`.
 * `scenario` works on every other route, too. `/v2/location/{locationId}/custom-page` is HighLevel's own page around an app's.
 *
 * @throws SocialConnectError `invalid_config` if an option is not valid.
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const settings = parseOptions(options);
  const clock = createClock(settings.now);
  const store = createStore(createSeed(settings.accounts, clock.now));
  const apps = createApps(settings.app, clock.now);
  const rateLimit = createRateLimit(clock.now, settings.maxRequests);
  const log = createRequestLog();
  let defaultScenario = settings.scenario;

  function setScenario(value: unknown): void {
    defaultScenario = parseScenario(value);
  }

  function reset(): void {
    store.clear();
    apps.reset();
    log.clear();
    rateLimit.reset();
    clock.reset();
    defaultScenario = settings.scenario;
  }

  const controls: Controls = { requests: log.list, setScenario, reset };

  async function respondWithinLimit(context: Context, respond: () => Response | Promise<Response>): Promise<Response> {
    const locationId = context.params.locationId ?? context.url.searchParams.get('locationId') ?? '';
    // HighLevel counts the requests of an app; a popup has no token.
    const count = context.request.headers.has('Authorization') ? 1 : 0;
    const { isExceeded, headers } = rateLimit.take(locationId, count);
    const response = isExceeded ? createFailure(429, 'Too many requests.') : await respond();
    for (const [name, value] of Object.entries(headers)) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  }

  async function respond(request: Request, url: URL): Promise<Response> {
    const route = matchRoute(request.method, url.pathname);
    if (!route) return createFailure(404, `Cannot ${request.method} ${url.pathname}`);
    const { handle, params, isApi } = route;
    const requestedScenario = url.searchParams.get('scenario') ?? undefined;
    if (requestedScenario !== undefined && !isScenario(requestedScenario)) {
      return createFailure(400, 'There is no such scenario.');
    }
    const context: Context = {
      request,
      url,
      params,
      settings,
      store,
      clock,
      apps,
      controls,
      requestedScenario,
      defaultScenario,
    };
    return isApi ? respondWithinLimit(context, () => handle(context)) : handle(context);
  }

  async function fetch(request: Request): Promise<Response> {
    if (!URL.canParse(request.url)) return createFailure(400, 'The address cannot be read.');
    const url = new URL(request.url);
    // A fault of the simulator gets a response, too: some servers end on an exception.
    const response = await respond(request, url).catch(() => createFailure(500, 'Internal server error'));
    if (!OWN_PAGES.test(url.pathname)) log.add(describeRequest(request, url, response.status));
    return response;
  }

  return {
    fetch,
    addLogin({ platform, locationId, userId = 'simulated-user' }) {
      const id = createHexId();
      const expiresAt = clock.now() + lifetimeOf(platform);
      store.addLogin({ id, platform, locationId, userId, person: 'usual', expiresAt });
      return id;
    },
    addAccount: ({ platform, locationId }) =>
      connectAccount({ store, clock, settings }, { locationId, platform, scenario: defaultScenario })?.id,
    app: apps.controls,
    clock,
    reset,
    get scenario() {
      return defaultScenario;
    },
    set scenario(value) {
      setScenario(value);
    },
    get requests() {
      return log.list();
    },
  };
}
