import { handleChooseLocation, handleInstallDecision } from './apps/authorize.js';
import { handleUninstall, handleWebhookKey } from './apps/control-routes.js';
import { handleInstalledLocations, handleLocationToken } from './apps/location-routes.js';
import { handleToken } from './apps/token-endpoint.js';
import { handleAttach } from './api/attach.js';
import { handleDetails } from './api/details.js';
import { handleDisconnect, handleList } from './api/list.js';
import { createScenarioFailure } from './api/scenario-failures.js';
import {
  API_ROOT,
  LIST_ROUTE,
  LISTED_ACCOUNT_ROUTE,
  LOGIN_ROUTE,
  OLD_GOOGLE_LOGIN_ROUTE,
  START_ROUTE,
} from '../protocol/routes.js';
import type { Handler } from './context.js';
import { handleAvatar } from './data/avatars.js';
import { handleConsent, handleDecision } from './oauth/consent.js';
import { handleFinish } from './oauth/finish.js';
import { handleLogin, handleSignedIn } from './oauth/login.js';
import { handleStart } from './oauth/start.js';
import { FINISH_SCRIPT, STYLESHEET } from './pages/assets.js';
import { handleClock, handleMoveClock, handleRequests, handleReset, handleSetScenario } from './pages/control.js';
import { handleIndex } from './pages/index-page.js';
import { handlePlannerConnect, handlePlannerPage } from './pages/planner-page.js';
import { createAssetResponse } from './responses.js';
import { SHELL_SCRIPT, SHELL_STYLESHEET } from './shell/shell-assets.js';
import { handleShell } from './shell/shell-page.js';
import { handleUserContext } from './shell/user-context.js';

/** The handler of a request, and the variable parts of its path. */
export interface RouteMatch {
  readonly handle: Handler;
  readonly params: Readonly<Record<string, string>>;
  /** Whether it is a route of HighLevel's API, which counts against the rate limit. */
  readonly isApi: boolean;
}

type Route = readonly [method: string, path: RegExp, handle: Handler];

/** Lets the scenarios that are about every API route answer first. */
function api(handle: Handler): Handler {
  return (context) => createScenarioFailure(context) ?? handle(context);
}

/** The pattern of a route of HighLevel's API. */
const apiPath = (route: string) => new RegExp(`^${API_ROOT}${route.replace(/{(\w+)}/g, '(?<$1>[^/]+)')}$`);

const PLANNER = /^\/v2\/location\/(?<locationId>[^/]+)\/marketing\/social-planner$/;

const API_ROUTES: readonly Route[] = [
  ['GET', apiPath(START_ROUTE), api(handleStart)],
  ...[LOGIN_ROUTE, OLD_GOOGLE_LOGIN_ROUTE].flatMap((route): readonly Route[] => [
    ['GET', apiPath(route), api(handleDetails)],
    ['POST', apiPath(route), api(handleAttach)],
  ]),
  ['GET', apiPath(LIST_ROUTE), api(handleList)],
  ['DELETE', apiPath(LISTED_ACCOUNT_ROUTE), api(handleDisconnect)],
  ['POST', /^\/oauth\/token$/, api(handleToken)],
  ['POST', /^\/oauth\/locationToken$/, api(handleLocationToken)],
  ['GET', /^\/oauth\/installedLocations$/, api(handleInstalledLocations)],
];

const PAGE_ROUTES: readonly Route[] = [
  ['GET', /^(?:\/v2)?\/oauth\/chooselocation$/, handleChooseLocation],
  ['GET', /^\/oauth\/chooselocation\/decision$/, handleInstallDecision],
  ['GET', /^\/social-media-posting\/oauth\/(?<platform>[^/]+)\/finish$/, handleFinish],
  ['GET', /^\/provider\/(?<platform>[^/]+)\/login$/, handleLogin],
  ['GET', /^\/provider\/(?<platform>[^/]+)\/signed-in$/, handleSignedIn],
  ['GET', /^\/provider\/(?<platform>[^/]+)\/consent$/, handleConsent],
  ['GET', /^\/provider\/(?<platform>[^/]+)\/decision$/, handleDecision],
  ['GET', PLANNER, handlePlannerPage],
  ['POST', PLANNER, handlePlannerConnect],
  ['GET', /^\/v2\/location\/(?<locationId>[^/]+)\/custom-page$/, handleShell],
  ['GET', /^\/v2\/agency\/custom-page$/, handleShell],
  ['GET', /^\/$/, handleIndex],
  ['GET', /^\/simulator\/requests$/, handleRequests],
  ['GET', /^\/simulator\/clock$/, handleClock],
  ['POST', /^\/simulator\/clock$/, handleMoveClock],
  ['POST', /^\/simulator\/scenario$/, handleSetScenario],
  ['POST', /^\/simulator\/reset$/, handleReset],
  ['GET', /^\/simulator\/webhook-key$/, handleWebhookKey],
  ['POST', /^\/simulator\/uninstall$/, handleUninstall],
  ['GET', /^\/simulator\/avatars\/[a-z-]+\/(?<id>\w+)\.svg$/, handleAvatar],
  ['GET', /^\/simulator\/user-context$/, handleUserContext],
  ['GET', /^\/simulator\/shell\.css$/, () => createAssetResponse('text/css', SHELL_STYLESHEET)],
  ['GET', /^\/simulator\/shell\.js$/, () => createAssetResponse('text/javascript', SHELL_SCRIPT)],
  ['GET', /^\/simulator\/style\.css$/, () => createAssetResponse('text/css', STYLESHEET)],
  ['GET', /^\/simulator\/finish\.js$/, () => createAssetResponse('text/javascript', FINISH_SCRIPT)],
];

const ROUTES: readonly Route[] = [...API_ROUTES, ...PAGE_ROUTES];

/** Decodes the variable parts of a path; `undefined` if one of them is not valid percent-encoding. */
function decodeParams(groups: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}

/** Finds the handler of a request; `undefined` if there is none. */
export function matchRoute(method: string, pathname: string): RouteMatch | undefined {
  for (const route of ROUTES) {
    const [routeMethod, path, handle] = route;
    const match = routeMethod === method ? path.exec(pathname) : null;
    const params = match && decodeParams(match.groups ?? {});
    if (params) return { handle, params, isApi: API_ROUTES.includes(route) };
  }
  return undefined;
}
