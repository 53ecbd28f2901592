import { FINISH_SCRIPT, STYLESHEET } from './oauth/assets.js';
import { answerAttach } from './api/attach.js';
import type { Call } from './context.js';
import { answerConsent, answerDecision } from './oauth/consent.js';
import { answerDetails } from './api/details.js';
import { answerFinish } from './oauth/finish.js';
import { answerDisconnect, answerList } from './api/list.js';
import { createAssetResponse } from './responses.js';
import { answerStart } from './oauth/start.js';

/** Answers one kind of request. */
export type Answer = (call: Call) => Response | Promise<Response>;

/** Where a request goes. */
export interface RouteMatch {
  readonly answer: Answer;
  readonly params: Readonly<Record<string, string>>;
}

const LOGIN =
  /^\/social-media-posting\/oauth\/(?<locationId>[^/]+)\/(?<platform>[^/]+)\/(?<collection>accounts|locations)\/(?<accountId>[^/]+)$/;

const ROUTES: readonly (readonly [method: string, path: RegExp, answer: Answer])[] = [
  ['GET', /^\/social-media-posting\/oauth\/(?<platform>[^/]+)\/start$/, answerStart],
  ['GET', /^\/social-media-posting\/oauth\/(?<platform>[^/]+)\/finish$/, answerFinish],
  ['GET', LOGIN, answerDetails],
  ['POST', LOGIN, answerAttach],
  ['GET', /^\/social-media-posting\/(?<locationId>[^/]+)\/accounts$/, answerList],
  ['DELETE', /^\/social-media-posting\/(?<locationId>[^/]+)\/accounts\/(?<id>[^/]+)$/, answerDisconnect],
  ['GET', /^\/provider\/(?<platform>[^/]+)\/consent$/, answerConsent],
  ['GET', /^\/provider\/(?<platform>[^/]+)\/decision$/, answerDecision],
  ['GET', /^\/simulator\/style\.css$/, () => createAssetResponse('text/css', STYLESHEET)],
  ['GET', /^\/simulator\/finish\.js$/, () => createAssetResponse('text/javascript', FINISH_SCRIPT)],
];

/** The variable parts of a path; `undefined` if one of them is not valid percent-encoding. */
function decodeParams(groups: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}

/** Finds what answers a request; `undefined` if nothing does. */
export function matchRoute(method: string, pathname: string): RouteMatch | undefined {
  for (const [routeMethod, path, answer] of ROUTES) {
    const match = routeMethod === method ? path.exec(pathname) : null;
    const params = match && decodeParams(match.groups ?? {});
    if (params) return { answer, params };
  }
  return undefined;
}
