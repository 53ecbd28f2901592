import { BodyTooLargeError, readCappedText, saysAlreadyRead } from '../../http/read-body.js';
import { isRecord } from '../../protocol/is-record.js';
import { ownOptions } from '../../protocol/own-options.js';
import { ProxyError } from '../errors.js';
import { DeadlineError, type Deadline } from './deadline.js';

const MAX_BODY_BYTES = 16_384;
const PARSER_HINT = 'mount the proxy above body parsers such as `express.json()`';

function tooLarge(): ProxyError {
  return new ProxyError(413, 'invalid_config', `The body is longer than ${MAX_BODY_BYTES} bytes.`);
}

function alreadyRead(cause?: unknown): ProxyError {
  const message = `The request's body was read before it reached the proxy: ${PARSER_HINT}.`;
  return new ProxyError(500, 'upstream_error', message, { reason: 'the body was already read', cause });
}

/**
 * Sets a copy of the request aside, so that `authorize` gets the request itself and cannot take the body away. Nothing is
 * read yet.
 *
 * @throws {ProxyError} 500 if the body was read before.
 */
export function reserveBody(request: Request): Request {
  if (request.bodyUsed) throw alreadyRead();
  try {
    return request.clone();
  } catch (cause) {
    throw alreadyRead(cause);
  }
}

async function readText(request: Request, deadline: Deadline): Promise<string> {
  try {
    return await deadline.race(readCappedText(request.body, MAX_BODY_BYTES));
  } catch (error) {
    if (error instanceof BodyTooLargeError) throw tooLarge();
    if (saysAlreadyRead(error)) throw alreadyRead(error);
    const reason = `if it never arrives, ${PARSER_HINT}`;
    if (error instanceof DeadlineError)
      throw new ProxyError(400, 'network_error', 'The body did not arrive in time.', { reason });
    throw new ProxyError(400, 'network_error', 'The body broke off.');
  }
}

/** Makes each object of a JSON text inherit nothing: what reads it field by field finds what the text has. */
function keepOwn(_name: string, value: unknown): unknown {
  return isRecord(value) ? ownOptions(value) : value;
}

/**
 * Reads the JSON body of a request.
 *
 * Its objects inherit nothing.
 *
 * @param request A request, or what {@link reserveBody} returned for it.
 * @throws {ProxyError} 415 for another content type, 413 for more than 16 kB, 400 if it is not JSON or does not arrive, 500
 * if something else has read it.
 */
export async function readJsonBody(request: Request, deadline: Deadline): Promise<unknown> {
  const [type = ''] = (request.headers.get('Content-Type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new ProxyError(415, 'invalid_config', 'The body must be `application/json`.');
  }
  const announcedLength = Number(request.headers.get('Content-Length') ?? 0);
  if (announcedLength > MAX_BODY_BYTES) throw tooLarge();
  const text = await readText(request, deadline);
  if (text === '' && announcedLength > 0) throw alreadyRead();
  try {
    return JSON.parse(text, keepOwn) as unknown;
  } catch {
    throw new ProxyError(400, 'invalid_config', 'The body is not JSON.');
  }
}
