import type { Platform } from '../protocol/platforms.js';
import type { Call } from './context.js';
import { createSeed } from './data/connected-accounts.js';
import { checkScenario, readOptions, type SimulatorOptions } from './options.js';
import { describeRequest, type RecordedRequest } from './request-log.js';
import { createFailure } from './responses.js';
import { matchRoute } from './router.js';
import { isScenario, type Scenario } from './scenarios.js';
import { createHexId, createStore } from './store.js';

export type { Platform } from '../protocol/platforms.js';
export type { Consent, DetailsVariant, SimulatorOptions } from './options.js';
export type { RecordedRequest } from './request-log.js';
export { SCENARIOS, type Scenario } from './scenarios.js';

/** A login that exists without anybody having gone through the consent page. */
export interface LoginRequest {
  readonly platform: Platform;
  readonly locationId: string;
  /** Default `simulated-user`. */
  readonly userId?: string | undefined;
}

/** HighLevel and the platforms, impersonated. */
export interface Simulator {
  /** Answers any request, under whatever origin it is served. Never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Adds a login and returns its id, the `accountId` of a message. */
  readonly addLogin: (login: LoginRequest) => string;
  /** Forgets logins, accounts and requests, and goes back to the scenario of the options. */
  readonly reset: () => void;
  /** The scenario of requests that name none. Setting an unknown one throws `invalid_config`. */
  scenario: Scenario;
  /** The last 200 requests, oldest first. */
  readonly requests: readonly RecordedRequest[];
}

const MAX_REQUESTS = 200;
const MAX_PER_INTERVAL = 100;
const MAX_PER_DAY = 200_000;

/** Source: "Rate limits" of HighLevel's API documentation. The limits are announced but not enforced. */
function addRateLimitHeaders(headers: Headers, calls: number): void {
  headers.set('x-ratelimit-limit-daily', String(MAX_PER_DAY));
  headers.set('x-ratelimit-daily-remaining', String(Math.max(0, MAX_PER_DAY - calls)));
  headers.set('x-ratelimit-interval-milliseconds', '10000');
  headers.set('x-ratelimit-max', String(MAX_PER_INTERVAL));
  if (!headers.has('x-ratelimit-remaining')) headers.set('x-ratelimit-remaining', String(MAX_PER_INTERVAL - 1));
}

/**
 * Creates a simulator: HighLevel's Social Planner routes, the platforms' consent pages and the finish page, as one
 * Fetch handler.
 *
 * The query parameters `scenario`, `consent` (`ask`, `allow`, `deny`), `delay` (milliseconds), `coop` (`consent`,
 * `hop`, `finish`) and `coop-value` of a start hold for the whole attempt; `scenario` works on every other route too.
 *
 * @throws SocialConnectError `invalid_config` if an option is not valid.
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const settings = readOptions(options);
  const store = createStore(createSeed(settings.accounts));
  let current = settings.scenario;
  let requests: RecordedRequest[] = [];
  let calls = 0;

  async function answer(request: Request, url: URL): Promise<Response> {
    const route = matchRoute(request.method, url.pathname);
    if (!route) return createFailure(404, `Cannot ${request.method} ${url.pathname}`);
    const asked = url.searchParams.get('scenario') ?? undefined;
    if (asked !== undefined && !isScenario(asked)) return createFailure(400, 'There is no such scenario.');
    const call: Call = { request, url, params: route.params, settings, store, asked, current };
    return route.answer(call);
  }

  async function fetch(request: Request): Promise<Response> {
    if (!URL.canParse(request.url)) return createFailure(400, 'The address cannot be read.');
    const url = new URL(request.url);
    // A fault of the simulator is an answer too: an exception would end some servers.
    const response = await answer(request, url).catch(() => createFailure(500, 'Internal server error'));
    calls += 1;
    if (url.pathname.startsWith('/social-media-posting/')) addRateLimitHeaders(response.headers, calls);
    requests = [...requests, describeRequest(request, url, response.status)].slice(-MAX_REQUESTS);
    return response;
  }

  return {
    fetch,
    addLogin({ platform, locationId, userId = 'simulated-user' }) {
      const id = createHexId();
      store.addLogin({ id, platform, locationId, userId });
      return id;
    },
    reset() {
      store.clear();
      current = settings.scenario;
      requests = [];
      calls = 0;
    },
    get scenario() {
      return current;
    },
    set scenario(value) {
      current = checkScenario(value);
    },
    get requests() {
      return requests;
    },
  };
}
