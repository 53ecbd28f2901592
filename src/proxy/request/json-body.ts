import { BodyTooLargeError, readCappedText } from '../../http/read-body.js';
import { DeadlineError } from '../highlevel/deadline.js';
import type { Deadline } from '../highlevel/deadline.js';
import { Refusal } from '../refusal.js';

const MAX_BODY_BYTES = 16_384;

function refuseTooLarge(): Refusal {
  return new Refusal(413, 'invalid_config', `The body is longer than ${MAX_BODY_BYTES} bytes.`);
}

async function readText(request: Request, deadline: Deadline): Promise<string> {
  try {
    return await deadline.race(readCappedText(request.body, MAX_BODY_BYTES));
  } catch (error) {
    if (error instanceof BodyTooLargeError) throw refuseTooLarge();
    if (error instanceof DeadlineError) throw new Refusal(400, 'network_error', 'The body did not come in time.');
    throw new Refusal(400, 'network_error', 'The body broke off.');
  }
}

/**
 * Reads the JSON of a request.
 *
 * @throws {Refusal} 415 for another type, 413 for more than 16 kB, 400 if it is no JSON or does not come.
 */
export async function readJsonBody(request: Request, deadline: Deadline): Promise<unknown> {
  const [type = ''] = (request.headers.get('Content-Type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new Refusal(415, 'invalid_config', 'The body must be `application/json`.');
  }
  if (Number(request.headers.get('Content-Length') ?? 0) > MAX_BODY_BYTES) throw refuseTooLarge();
  const text = await readText(request, deadline);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, 'invalid_config', 'The body is no JSON.');
  }
}
