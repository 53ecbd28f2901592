import { SocialConnectError } from '../../errors.js';
import { boolean, integer, pickFields, trimmedText } from '../fields.js';
import { ownField } from '../own-field.js';

/** The object that HighLevel wraps every response in. */
export interface Envelope<Results> {
  readonly success?: boolean;
  /** HighLevel's own status. It may differ from the HTTP status: details of TikTok Business say 201 in a 200. */
  readonly statusCode?: number;
  readonly message?: string;
  readonly results?: Results;
}

const ENVELOPE_FIELDS = { success: boolean, statusCode: integer, message: trimmedText };

/**
 * Parses HighLevel's envelope.
 *
 * @param response The parsed JSON of a response.
 * @param parseResults Parses `results`; what it returns `undefined` for is left out.
 * @throws {SocialConnectError} `invalid_response` if `response` is not an envelope, `upstream_error` if it reports a
 *   failure.
 */
export function parseEnvelope<Results>(
  response: unknown,
  parseResults: (results: unknown) => Results | undefined,
): Envelope<Results> {
  const envelope = pickFields(response, ENVELOPE_FIELDS);
  const given = ownField(response, 'results');
  const isEnvelope = envelope?.success !== undefined || envelope?.statusCode !== undefined || typeof given === 'object';
  if (envelope === undefined || !isEnvelope) {
    throw new SocialConnectError('invalid_response', 'The response does not have the format of a HighLevel response.');
  }
  if (envelope.success === false || (envelope.statusCode ?? 0) >= 400) {
    throw new SocialConnectError('upstream_error', 'HighLevel reported that the request failed.');
  }
  const results = parseResults(given);
  return results === undefined ? envelope : { ...envelope, results };
}
