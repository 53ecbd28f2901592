import { SocialConnectError } from '../../errors.js';
import { readCappedText } from '../../http/read-body.js';
import type { Clock } from '../clock.js';
import type { Context } from '../context.js';
import { createFailure, createJsonResponse, createRedirect } from '../responses.js';

const MAX_FORM_BYTES = 4_096;
const MS_PER_SECOND = 1_000;

/** Reads the parameters of a request: its query and the fields of a form that was posted. */
export async function readParameters({ request, url }: Context): Promise<URLSearchParams> {
  const isForm = request.headers.get('Content-Type')?.startsWith('application/x-www-form-urlencoded') ?? false;
  const fields = new URLSearchParams(isForm ? await readCappedText(request.body, MAX_FORM_BYTES) : '');
  return new URLSearchParams([...url.searchParams, ...fields]);
}

/** Sends a person who used a form back to `path`; answers a program with JSON. */
export function respondToControl({ request, url }: Context, path: string, body: unknown): Response {
  const isPerson = request.headers.get('Accept')?.includes('text/html') ?? false;
  return isPerson ? createRedirect(new URL(path, url), {}, 303) : createJsonResponse(200, body);
}

/** Runs a change that a person or a test asked for. A value that is not possible is a 422. */
async function applyChange(
  context: Context,
  change: (parameters: URLSearchParams) => void,
  describe: () => unknown,
): Promise<Response> {
  try {
    change(await readParameters(context));
  } catch (error) {
    if (error instanceof SocialConnectError) return createFailure(422, error.message);
    throw error;
  }
  return respondToControl(context, '/', describe());
}

const describeTime = (clock: Clock): unknown => ({ now: new Date(clock.now()).toISOString() });

/** Returns the simulated time. */
export function handleClock({ clock }: Context): Response {
  return createJsonResponse(200, describeTime(clock));
}

/** Moves the clock: to `now`, an ISO time; then by `advance`, in seconds. */
export function handleMoveClock(context: Context): Promise<Response> {
  const { clock } = context;
  const move = (parameters: URLSearchParams) => {
    const now = parameters.get('now');
    const advance = parameters.get('advance');
    if (now !== null) clock.set(now);
    if (advance !== null) clock.advance(advance.trim() === '' ? NaN : Number(advance) * MS_PER_SECOND);
  };
  return applyChange(context, move, () => describeTime(clock));
}

/** Sets the scenario of requests that name none: `name`. */
export function handleSetScenario(context: Context): Promise<Response> {
  let scenario = '';
  const set = (parameters: URLSearchParams) => {
    scenario = parameters.get('name') ?? '';
    context.controls.setScenario(scenario);
  };
  return applyChange(context, set, () => ({ scenario }));
}

/** Forgets everything, as `reset()` does. */
export function handleReset(context: Context): Promise<Response> {
  return applyChange(context, context.controls.reset, () => ({ reset: true }));
}

/** Returns the last requests, oldest first. */
export function handleRequests({ controls }: Context): Response {
  return createJsonResponse(200, controls.requests());
}
