import { decodeProtectedHeader, errors, jwtVerify, SignJWT, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { SocialConnectError } from '../../errors.js';
import { ownOptions, requireOptions } from '../../protocol/own-options.js';
import {
  createKeyRing,
  toSigningKey,
  toVerifyingKey,
  type KeyRing,
  type SessionKey,
  type SessionKeySet,
} from '../session/key-ring.js';
import { describeJwtFault } from '../session/token-fault.js';
import { HOOK_NAMES, type Fact, type FactAction } from './fact.js';

/** `typ` of the header: a session token is no receipt, even if the same key signs both (RFC 8725, section 3.11). */
const RECEIPT_TYPE = 'ghl-connect-receipt+jwt';
const LIFETIME_S = 600;
const CLOCK_TOLERANCE_S = 60;
const MAX_RECEIPT_LENGTH = 8_192;
const DAY_S = 86_400;

/** A verified receipt. */
export interface Receipt extends Fact {
  /** The same for the same fact (`jti`): a unique index on it makes storing receipts idempotent. */
  readonly id: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Options of {@link verifyReceipt}. */
export interface VerifyReceiptOptions {
  /** The proxy's `receiptKey`; of an Ed25519 key the public half is enough. */
  key: SessionKey | SessionKeySet;
  /** The location that the receipt must be for: the one of the person who sent it to you. */
  locationId: string;
}

/**
 * Creates the receipt of a fact.
 *
 * @param changedAt HighLevel's time of the change, if it named one.
 */
export type CreateReceipt = (fact: Fact, changedAt?: string) => Promise<string>;

/**
 * What tells a fact from the same one on another occasion. A login is connected once. Reading its details says nothing about
 * when it was reconnected, so that is one fact a day (UTC). An account can be attached, disconnected and attached again
 * within a minute: HighLevel's time of the change tells them apart, and is the same for whoever asks again. Without it, each
 * confirmation is a fact of its own: a fact stored twice does less harm than one that is lost.
 */
function findOccasion({ action }: Fact, changedAt: string | undefined, now: number): string {
  if (action === 'connect') return '';
  if (action === 'reconnect') return String(Math.floor(now / DAY_S));
  return changedAt ?? crypto.randomUUID();
}

/** The same for the same fact, however often and by whichever instance it is reported. */
async function createFactId(fact: Fact, occasion: string): Promise<string> {
  const { action, locationId, platform, loginId = '', accountId = '' } = ownOptions(fact);
  const text = JSON.stringify([action, locationId, platform, loginId, accountId, occasion]);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * Creates the signer of a proxy's receipts.
 *
 * @throws {SocialConnectError} `invalid_config` if the key is not valid or cannot sign.
 */
export function createReceiptSigner(receiptKey: SessionKey | SessionKeySet): CreateReceipt {
  const { signing } = createKeyRing(receiptKey, 'receipts');
  const key = toSigningKey(signing, 'receipts');

  return async (fact, changedAt) => {
    const issuedAt = Math.floor(Date.now() / 1_000);
    const { action, locationId, platform, loginId, accountId, name, userId } = ownOptions(fact);
    return new SignJWT({ act: action, loc: locationId, plat: platform, login: loginId, account: accountId, name })
      .setProtectedHeader({ alg: signing.algorithms[0], typ: RECEIPT_TYPE, kid: signing.id })
      .setSubject(userId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LIFETIME_S)
      .setJti(await createFactId(fact, findOccasion(fact, changedAt, issuedAt)))
      .sign(key);
  };
}

function refuseReceipt(reason: string, cause?: unknown): SocialConnectError {
  return new SocialConnectError('unauthorized', `The receipt was refused: ${reason}.`, { cause });
}

function findKey(receipt: string, keys: KeyRing): ReturnType<KeyRing['find']> {
  try {
    return keys.find(ownOptions(decodeProtectedHeader(receipt)).kid);
  } catch (cause) {
    throw refuseReceipt('it is not a well-formed JWT', cause);
  }
}

async function verifySignature(receipt: string, keys: KeyRing): Promise<JWTPayload> {
  const key = findKey(receipt, keys);
  if (key === undefined) throw refuseReceipt('its `kid` names a key that is not in the set');
  try {
    const options: JWTVerifyOptions = {
      algorithms: [...key.algorithms],
      typ: RECEIPT_TYPE,
      clockTolerance: CLOCK_TOLERANCE_S,
      maxTokenAge: LIFETIME_S,
      requiredClaims: ['exp'],
    };
    const { payload } = await jwtVerify(receipt, await toVerifyingKey(key), ownOptions(options));
    return ownOptions(payload);
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw refuseReceipt('it has expired', cause);
    if (cause instanceof errors.JOSEError) throw refuseReceipt(describeJwtFault(cause, RECEIPT_TYPE), cause);
    throw new SocialConnectError('invalid_config', 'The key for receipts cannot verify.', { cause });
  }
}

function isAction(value: unknown): value is FactAction {
  return typeof value === 'string' && Object.hasOwn(HOOK_NAMES, value);
}

function requireText(payload: JWTPayload, claim: string): string {
  const value = payload[claim];
  if (typeof value === 'string' && value !== '') return value;
  throw refuseReceipt(`the claim \`${claim}\` is missing or not a text`);
}

function optionalText(payload: JWTPayload, claim: string): string | undefined {
  return payload[claim] === undefined ? undefined : requireText(payload, claim);
}

/**
 * Verifies a receipt of the proxy, without a request: its signature with the key's own algorithm, its `typ`, its age (ten
 * minutes) and its location. A receipt proves that HighLevel confirmed the fact to the proxy for a session of that user;
 * it does not prove who sent it to you, or that it still holds.
 *
 * @throws {SocialConnectError} `unauthorized` if the receipt is not valid; its message says why, for your log.
 * `forbidden` if it is for another location. `invalid_config` if the key or an option is not valid.
 */
export async function verifyReceipt(receipt: string, given: VerifyReceiptOptions): Promise<Receipt> {
  const options = requireOptions(given, 'verifyReceipt: the options must be an object with `key` and `locationId`.');
  const keys = createKeyRing(options.key, 'receipts');
  if (typeof options.locationId !== 'string' || options.locationId === '') {
    throw new SocialConnectError('invalid_config', 'verifyReceipt: `locationId` must be the location to expect.');
  }
  if (typeof receipt !== 'string' || receipt.length > MAX_RECEIPT_LENGTH) throw refuseReceipt('it is not a JWT');
  const payload = await verifySignature(receipt, keys);
  const { act, iat = 0, exp = 0 } = payload;
  if (!isAction(act)) throw refuseReceipt('the claim `act` is not a known action');
  const locationId = requireText(payload, 'loc');
  if (locationId !== options.locationId) {
    throw new SocialConnectError('forbidden', 'The receipt is for another location.');
  }
  const loginId = act === 'disconnect' ? optionalText(payload, 'login') : requireText(payload, 'login');
  const accountId = optionalText(payload, 'account');
  const name = optionalText(payload, 'name');
  return Object.freeze({
    id: requireText(payload, 'jti'),
    action: act,
    locationId,
    userId: requireText(payload, 'sub'),
    platform: requireText(payload, 'plat'),
    ...(loginId !== undefined && { loginId }),
    ...(accountId !== undefined && { accountId }),
    ...(name !== undefined && { name }),
    issuedAt: new Date(iat * 1_000),
    expiresAt: new Date(exp * 1_000),
  });
}
