import { ID_PATTERN } from '../../protocol/ids.js';
import type { Context } from '../context.js';
import { createFailure, createJsonResponse } from '../responses.js';
import type { Scenario } from '../scenarios.js';
import { encryptPayload } from './encrypt-payload.js';

/** How HighLevel's page answers a request for the user context. */
interface Answer {
  /** Whether there is an answer at all. */
  readonly isAnswered: boolean;
  /** What the answer contains; text, except in the scenario `context-object`. */
  readonly payload: unknown;
  /** Wait before it, in milliseconds. */
  readonly delay: number;
}

/** The HighLevel user who looks at the shell. */
export const SHELL_USER_ID = 'simulated-user';

/** Longer than the element waits before it tells developers. */
const SLOW_MS = 6_000;

/**
 * What HighLevel says of who uses it. `activeLocation` is absent in the agency's view.
 * Source: https://marketplace.gohighlevel.com/docs/other/user-context-marketplace-apps
 */
function createUserContext({ settings }: Context, locationId: string): object {
  const { companyId } = settings.app;
  const { whiteLabelDomain } = settings.shell;
  return {
    userId: SHELL_USER_ID,
    companyId,
    role: 'admin',
    type: 'agency',
    ...(locationId !== '' && { activeLocation: locationId }),
    userName: 'Simulated User',
    email: 'user@agency.example',
    isAgencyOwner: false,
    versionId: 'simulated-version',
    appStatus: 'live',
    whitelabelDetails: whiteLabelDomain === undefined ? {} : { domain: whiteLabelDomain, logoUrl: '' },
  };
}

async function createPayload(context: Context, scenario: Scenario, locationId: string): Promise<unknown> {
  if (scenario === 'context-empty') return '';
  const { sharedSecret } = context.settings.shell;
  const secret = scenario === 'context-wrong-secret' ? `not ${sharedSecret}` : sharedSecret;
  const payload = await encryptPayload(JSON.stringify(createUserContext(context, locationId)), secret);
  return scenario === 'context-object' ? { encryptedData: payload } : payload;
}

/** Returns what the shell shall answer for `locationId`; without one, in the agency's view. */
export async function handleUserContext(context: Context): Promise<Response> {
  const { url, requestedScenario, defaultScenario, settings } = context;
  const locationId = url.searchParams.get('locationId') ?? '';
  if (locationId !== '' && !ID_PATTERN.test(locationId)) return createFailure(422, ['locationId must be an id']);
  const scenario = requestedScenario ?? defaultScenario;
  const answer: Answer = {
    isAnswered: scenario !== 'context-none',
    payload: await createPayload(context, scenario, locationId),
    delay: scenario === 'context-slow' ? (settings.delay ?? SLOW_MS) : 0,
  };
  return createJsonResponse(200, answer);
}
