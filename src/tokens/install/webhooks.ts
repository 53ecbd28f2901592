import { SocialConnectError } from '../../errors.js';
import { BodyTooLargeError, readCappedBytes, saysAlreadyRead } from '../../http/read-body.js';
import { isRecord } from '../../protocol/is-record.js';
import { ID_PATTERN } from '../../protocol/ids.js';
import { ownOptions } from '../../protocol/own-options.js';
import { toAppId } from '../highlevel/oauth-client.js';
import type { InstallContext } from './callback.js';
import { createAnswer } from './responses.js';
import type { VerifySignature } from './signature.js';

/** A webhook about an installation. */
interface InstallEvent {
  readonly type: 'INSTALL' | 'UNINSTALL';
  readonly companyId: string | undefined;
  readonly locationId: string | undefined;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Other webhooks, which may come to the same address, can be long. */
const MAX_BODY_BYTES = 262_144;
const WEBHOOK_ID_PATTERN = /^[\x21-\x7e]{1,200}$/;

function toId(value: unknown): string | undefined {
  return typeof value === 'string' && ID_PATTERN.test(value) ? value : undefined;
}

/** `timestamp` is an ISO time, or milliseconds. */
function readTime(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function parseBody(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isRecord(body) ? ownOptions(body) : undefined;
  } catch {
    return undefined;
  }
}

/** A company installs and uninstalls with its id alone; with both ids it is about the location. */
async function applyEvent(event: InstallEvent, context: InstallContext): Promise<void> {
  const { type, companyId, locationId, time } = event;
  const { companies, installations, records, forget } = context;
  if (locationId !== undefined) {
    if (type === 'UNINSTALL') {
      await installations.uninstall('location', locationId, time);
      await records.delete('location-token', locationId);
      forget(locationId);
    }
    await companies.noteLocation(locationId, { isInstalled: type === 'INSTALL', companyId, since: time });
  } else if (companyId !== undefined && type === 'INSTALL') {
    await companies.noteChange(companyId);
  } else if (companyId !== undefined) {
    await installations.uninstall('company', companyId, time);
    if ((await installations.read('company', companyId)) === undefined) await companies.noteCompany(companyId, false);
  }
}

/** Reads the bytes of a body; returns what is wrong with it as status and message. */
async function readBytes({ body, headers }: Request): Promise<Uint8Array<ArrayBuffer> | [status: number, string]> {
  let cause: unknown;
  try {
    const bytes = await readCappedBytes(body, MAX_BODY_BYTES);
    // Some adapters pass on an empty body.
    if (bytes.length > 0 || !(Number(headers.get('Content-Length')) > 0)) return bytes;
  } catch (error) {
    if (error instanceof BodyTooLargeError) return [413, `The body is longer than ${MAX_BODY_BYTES} bytes.`];
    if (!saysAlreadyRead(error)) return [400, 'The body could not be read.'];
    cause = error;
  }
  const advice = 'mount the handler of `createAppTokens` above body parsers such as `express.json()`';
  throw new SocialConnectError('invalid_config', `The body of a webhook was read before: ${advice}.`, { cause });
}

/**
 * `POST {mount}/webhooks`: keeps up with installations that begin and end at HighLevel.
 *
 * HighLevel repeats what is not answered with 2xx, so a failure of ours is 503. An event is applied before its id is
 * noted: one that comes twice at the same time is applied twice, which changes nothing, and none is lost.
 */
export async function handleWebhook(
  request: Request,
  context: InstallContext,
  verify: VerifySignature,
): Promise<Response> {
  const { settings, records } = context;
  function refuse(status: number, message: string): Response {
    settings.report(new Error(`A webhook was refused. ${message}`));
    return createAnswer(status, { error: { message } });
  }

  const bytes = await readBytes(request);
  if (Array.isArray(bytes)) return refuse(...bytes);
  if (!(await verify(request.headers, bytes))) {
    return refuse(401, 'The signature does not fit the bytes of the body.');
  }
  const body = parseBody(bytes);
  if (body === undefined) return refuse(400, 'The body must be a JSON object.');
  const { type, appId, webhookId: id } = body;
  // They may lack the fields below. HighLevel sends no more webhooks to an address that refuses too many.
  if (type !== 'INSTALL' && type !== 'UNINSTALL') return createAnswer(200, { status: 'ignored' });
  const time = readTime(body.timestamp);
  if (!Number.isFinite(time) || typeof id !== 'string' || !WEBHOOK_ID_PATTERN.test(id)) {
    return refuse(400, 'The body must have `timestamp` and `webhookId`.');
  }
  if (Math.abs(Date.now() - time) > settings.webhooks.tolerance * 1_000) {
    return refuse(400, `\`timestamp\` differs from the clock by more than ${settings.webhooks.tolerance} seconds.`);
  }
  // HighLevel signs the webhooks of all apps with one key.
  if (appId !== toAppId(settings.clientId) && appId !== settings.clientId) {
    return refuse(403, 'This webhook is about another app.');
  }

  const { store } = settings;
  const noteKey = records.keyOf('webhook', id);
  if (await store.get(noteKey)) return createAnswer(200, { status: 'repeated' });
  const [companyId, locationId] = [toId(body.companyId), toId(body.locationId)];
  // Without its location, an event would be about the whole company.
  const isAbsent = body.locationId === undefined || body.locationId === null || body.locationId === '';
  if (locationId === undefined && !isAbsent) return createAnswer(200, { status: 'ignored' });
  await applyEvent({ type, companyId, locationId, time }, context);
  await store.set(noteKey, type, { ttl: settings.webhooks.tolerance * 2 + 60 });
  return createAnswer(200, { status: 'done' });
}
