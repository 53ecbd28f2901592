import { SocialConnectError } from '../../errors.js';
import { flag, integer, isRecord, reduceObject, text } from '../fields.js';

/** What HighLevel wraps every answer in. */
export interface Envelope<Results> {
  readonly success?: boolean;
  /** HighLevel's own idea of the status: 201 comes with a 200, too. */
  readonly statusCode?: number;
  readonly message?: string;
  readonly results?: Results;
}

const HEAD_FIELDS = { success: flag, statusCode: integer, message: text };

/**
 * Takes HighLevel's envelope apart and puts it together again with reduced results.
 *
 * @param response The parsed JSON of an answer.
 * @param reduceResults What to keep of `results`; `undefined` leaves it out.
 * @throws {SocialConnectError} `invalid_response` if it is no envelope, `upstream_error` if it says that it failed.
 */
export function reduceEnvelope<Results>(
  response: unknown,
  reduceResults: (results: unknown) => Results | undefined,
): Envelope<Results> {
  const head = reduceObject(response, HEAD_FIELDS);
  const given = isRecord(response) && Object.hasOwn(response, 'results') ? response.results : undefined;
  const isEnvelope = head?.success !== undefined || head?.statusCode !== undefined || typeof given === 'object';
  if (head === undefined || !isEnvelope) {
    throw new SocialConnectError('invalid_response', "The answer is not one of HighLevel's.");
  }
  if (head.success === false || (head.statusCode ?? 0) >= 400) {
    throw new SocialConnectError('upstream_error', 'HighLevel answered that the request failed.');
  }
  const results = reduceResults(given);
  return results === undefined ? head : { ...head, results };
}
