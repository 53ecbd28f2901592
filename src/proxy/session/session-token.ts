import { decodeProtectedHeader, errors, jwtVerify, SignJWT, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { SocialConnectError } from '../../errors.js';
import { ownOptions, requireNames, requireOptions } from '../../protocol/own-options.js';
import { isAllowableOrigin } from '../request/allowed-origins.js';
import {
  createKeyRing,
  invalidKey,
  toSigningKey,
  toVerifyingKey,
  type KeyRing,
  type SessionKey,
  type SessionKeySet,
} from './key-ring.js';
import type { ReplayGuard } from './replay-guard.js';
import { describeFault, isPermissionList, isPlatformList, isSessionId, parseSession, type Session } from './session.js';
import { describeLateClaim, TokenFault, toTokenFault } from './token-fault.js';
import { createVerifiedTokens } from './verified-tokens.js';

/** `typ` of the header: no other kind of token that the same key signs is accepted (RFC 8725, section 3.11). */
const TOKEN_TYPE = 'ghl-connect+jwt';
const DEFAULT_AUDIENCE = 'ghl-social-connect';
const DEFAULT_LIFETIME_S = 300;
const MAX_LIFETIME_S = 600;
const CLOCK_TOLERANCE_S = 60;
const MAX_TOKEN_LENGTH = 4_096;

/** What a session token says. */
export interface SessionClaims extends Session {
  /** The only origin whose pages may use the token. Default: any origin that the proxy allows. */
  readonly origin?: string;
}

/** Options of {@link createSessionToken}. */
export interface CreateSessionTokenOptions {
  key: SessionKey | SessionKeySet;
  /** Default `ghl-social-connect`. */
  audience?: string;
  /** Seconds, 1 to 600. Default 300. */
  expiresIn?: number;
}

/** Options of {@link verifySessionToken}. */
export interface VerifySessionTokenOptions {
  key: SessionKey | SessionKeySet;
  /** Default `ghl-social-connect`. */
  audience?: string;
  /** Origin of the page that sent the token. A token that is bound to an origin is valid for no other. */
  origin?: string | undefined;
  /** Seconds that the clocks of both servers may differ by. Default and maximum 60. */
  clockTolerance?: number;
  /** Seconds after which a token is too old, whatever its `exp` says. Default and maximum 600. */
  maxTokenAge?: number;
  /**
   * Makes every token valid for one request only. Default: none, since the element sends one token with several requests.
   * With it, give the element a `getSessionToken` that returns a new token each time.
   */
  replay?: ReplayGuard;
}

const VERIFY_OPTION_NAMES = [
  'key',
  'audience',
  'origin',
  'clockTolerance',
  'maxTokenAge',
  'replay',
] satisfies (keyof VerifySessionTokenOptions)[];

function invalidConfig(message: string, option?: string): SocialConnectError {
  return new SocialConnectError('invalid_config', message, { option });
}

/** An empty audience would match nothing, or disable the check. */
function checkAudience(audience: unknown): void {
  if (audience === undefined || (typeof audience === 'string' && audience !== '')) return;
  throw invalidConfig('`audience` must be a text that is not empty.', 'audience');
}

/**
 * Mints a session token: a JWT (RFC 7519) that a page sends to the proxy as Bearer token.
 *
 * Any backend language can mint the same: header `typ: ghl-connect+jwt`, claims `aud`, `sub` (user), `loc` (location),
 * `comp` (company, optional), `plat` (platforms, optional), `can` (permissions, optional), `origin` (optional), `iat`, `exp`
 * (at most 600 s later) and `jti`.
 *
 * @throws {SocialConnectError} `invalid_config` if the session, the audience, the lifetime or the key is not valid, or if
 * the key is public.
 */
export async function createSessionToken(
  claims: SessionClaims,
  givenOptions: CreateSessionTokenOptions,
): Promise<string> {
  const options = requireOptions(givenOptions, 'createSessionToken: the options must be an object with `key`.');
  const { audience = DEFAULT_AUDIENCE, expiresIn = DEFAULT_LIFETIME_S } = options;
  checkAudience(options.audience);
  const parsed = parseSession(claims);
  if (parsed === undefined) {
    const { option, message } = describeFault(claims, 'createSessionToken');
    throw invalidConfig(`${message}.`, option);
  }
  const session = ownOptions(parsed);
  const { origin } = ownOptions(claims);
  if (origin !== undefined && !isAllowableOrigin(origin)) {
    throw invalidConfig('`origin` must be an exact origin, like https://app.example.', 'origin');
  }
  if (!Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > MAX_LIFETIME_S) {
    throw invalidConfig(`\`expiresIn\` must be 1 to ${MAX_LIFETIME_S} seconds.`, 'expiresIn');
  }
  const { signing } = createKeyRing(options.key);
  const issuedAt = Math.floor(Date.now() / 1_000);
  const token = new SignJWT({
    loc: session.locationId,
    comp: session.companyId,
    plat: session.platforms,
    can: session.can,
    origin,
  })
    .setProtectedHeader({ alg: signing.algorithms[0], typ: TOKEN_TYPE, kid: signing.id })
    .setAudience(audience)
    .setSubject(session.userId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + expiresIn)
    .setJti(crypto.randomUUID());
  const key = toSigningKey(signing);
  return token.sign(key).catch((cause: unknown) => {
    throw invalidKey('cannot sign', cause);
  });
}

function readKeyId(token: string): string | undefined {
  try {
    return ownOptions(decodeProtectedHeader(token)).kid;
  } catch (cause) {
    throw new TokenFault('it is not a well-formed JWT', { cause });
  }
}

/** Seconds that a token may differ from this server's clock, and seconds after which it is too old. */
interface TimeLimits {
  readonly clockTolerance: number;
  readonly maxTokenAge: number;
}

function readTimeLimits(options: VerifySessionTokenOptions): TimeLimits {
  const { clockTolerance = CLOCK_TOLERANCE_S, maxTokenAge = MAX_LIFETIME_S } = options;
  return {
    clockTolerance: Math.min(clockTolerance, CLOCK_TOLERANCE_S),
    maxTokenAge: Math.min(maxTokenAge, MAX_LIFETIME_S),
  };
}

/** Verifies the signature and what the JWT library checks besides: `typ`, `aud`, `exp`, `nbf`, `iat` and the age. */
async function verifyToken(
  token: string,
  keys: KeyRing,
  audience: string,
  timeLimits: TimeLimits,
): Promise<JWTPayload> {
  const key = keys.find(readKeyId(token));
  if (key === undefined) throw new TokenFault('the header `kid` names a key that is not in the set');
  try {
    // `audience` makes `aud` required, and `maxTokenAge` makes `iat` required. The other claims are checked below.
    const options: JWTVerifyOptions = { algorithms: [...key.algorithms], audience, typ: TOKEN_TYPE, ...timeLimits };
    const { payload } = await jwtVerify(token, await toVerifyingKey(key), ownOptions(options));
    return ownOptions(payload);
  } catch (cause) {
    if (cause instanceof errors.JOSEError) throw toTokenFault(cause, TOKEN_TYPE);
    throw invalidKey('cannot verify', cause);
  }
}

/** Checks again of a token that has passed {@link verifyToken} what the time may have changed since. */
function isCurrent({ exp = -Infinity, nbf = -Infinity, iat = -Infinity }: JWTPayload, limits: TimeLimits): boolean {
  const { clockTolerance, maxTokenAge } = limits;
  const now = Math.floor(Date.now() / 1_000);
  const age = now - iat;
  const hasBegun = nbf <= now + clockTolerance && age >= -clockTolerance;
  return hasBegun && exp > now - clockTolerance && age - clockTolerance <= maxTokenAge;
}

function readSession(payload: JWTPayload): Session {
  const { sub, loc, comp, plat, can } = payload;
  if (!isSessionId(sub)) throw new TokenFault('the claim `sub` is missing or not the id of a user');
  if (!isSessionId(loc)) throw new TokenFault('the claim `loc` is missing or not the id of a location');
  if (comp !== undefined && !isSessionId(comp)) throw new TokenFault('the claim `comp` is not the id of a company');
  if (plat !== undefined && !isPlatformList(plat)) {
    throw new TokenFault('the claim `plat` is not a list of known platforms');
  }
  if (can !== undefined && !isPermissionList(can)) {
    throw new TokenFault('the claim `can` is not a list of known permissions');
  }
  return {
    locationId: loc,
    userId: sub,
    ...(comp !== undefined && { companyId: comp }),
    ...(plat !== undefined && { platforms: [...plat] }),
    ...(can !== undefined && { can: [...can] }),
  };
}

/** Finds the origin of the page that sent a token; `undefined` if it is unknown. */
type FindPageOrigin = () => string | undefined;

/** Most tokens are bound to no origin, so it is only found for those that are. */
function checkOrigin(bound: unknown, findPageOrigin: FindPageOrigin): void {
  if (bound === undefined) return;
  const pageOrigin = findPageOrigin();
  if (bound === pageOrigin) return;
  const found = pageOrigin === undefined ? 'the page has none that is known' : 'the page has another one';
  throw new TokenFault(`the claim \`origin\` binds the token to one origin, and ${found}`);
}

async function useOnce(id: string, expiresAt: number, replay: ReplayGuard): Promise<void> {
  const isFirst: unknown = await replay.use(id, expiresAt);
  if (isFirst === true) return;
  if (isFirst === false) throw new TokenFault('it was used before (`jti`)');
  if (isFirst === 'full') throw new TokenFault('the replay guard is full', { code: 'rate_limited' });
  // A count, for example, is true for a replayed token as well.
  throw new TypeError(`\`replay.use\` must return true for the first use and false for others, not ${typeof isFirst}.`);
}

/** A number that is not one would let every token pass, or none. */
function checkOptions({ audience, clockTolerance = 0, maxTokenAge = 1, replay }: VerifySessionTokenOptions): void {
  checkAudience(audience);
  if (!(clockTolerance >= 0)) {
    throw invalidConfig('`clockTolerance` must be a number of seconds, 0 or more.', 'clockTolerance');
  }
  if (!(maxTokenAge > 0)) throw invalidConfig('`maxTokenAge` must be a number of seconds above 0.', 'maxTokenAge');
  if (replay === undefined || typeof (Object(replay) as ReplayGuard).use === 'function') return;
  throw invalidConfig('`replay` must be an object with a function `use`, like that of `createReplayGuard`.', 'replay');
}

/** Verifies a token; rejects with a {@link TokenFault}. */
export type SessionVerifier = (token: string, findPageOrigin: FindPageOrigin) => Promise<Session>;

/**
 * Creates a verifier. Keys and options are checked once.
 *
 * @throws {SocialConnectError} `invalid_config` if one of them is not valid.
 */
export function createSessionVerifier(given: VerifySessionTokenOptions): SessionVerifier {
  const options = requireOptions(given, 'The options for session tokens must be an object with `key`.');
  requireNames(options, VERIFY_OPTION_NAMES, 'Session tokens');
  checkOptions(options);
  const { audience = DEFAULT_AUDIENCE, replay } = options;
  const keys = createKeyRing(options.key);
  const timeLimits = readTimeLimits(options);
  const verifiedTokens = createVerifiedTokens();

  /** The payload of a token that passed every check before and is still current. If it is not, the full check says why. */
  function recall(token: string): JWTPayload | undefined {
    const payload = verifiedTokens.find(token);
    return payload !== undefined && isCurrent(payload, timeLimits) ? payload : undefined;
  }

  return async (token, findPageOrigin) => {
    if (typeof token !== 'string') throw new TokenFault('it is not a text');
    if (token.length > MAX_TOKEN_LENGTH) throw new TokenFault(`it is longer than ${MAX_TOKEN_LENGTH} characters`);
    const recalled = recall(token);
    const payload = recalled ?? (await verifyToken(token, keys, audience, timeLimits));
    const { origin, jti, iat = 0, exp } = payload;
    if (exp === undefined) throw new TokenFault('the claim `exp` is missing or not a number of seconds');
    if (exp - iat > MAX_LIFETIME_S) {
      const problem = `is more than ${MAX_LIFETIME_S} s after \`iat\`: mint tokens with a shorter lifetime`;
      throw new TokenFault(describeLateClaim('exp', exp, problem));
    }
    const session = readSession(payload);
    checkOrigin(origin, findPageOrigin);
    if (typeof jti !== 'string' || jti === '') {
      throw new TokenFault('the claim `jti` is missing or not a text');
    }
    // The token is valid to the end of its last second. One that is used once need not be remembered.
    if (replay) await useOnce(jti, exp + CLOCK_TOLERANCE_S + 1, replay);
    else if (recalled === undefined) verifiedTokens.add(token, payload);
    return session;
  };
}

/**
 * Verifies a session token: its signature with the key's own algorithm, `typ`, `aud`, `exp`, `iat`, age, `origin` and, if
 * `replay` is given, that it was not used before.
 *
 * @returns The session.
 * @throws {SocialConnectError} `unauthorized` if the token is not valid; its message says why, for your log.
 * `rate_limited` if the replay guard is full. `invalid_config` if the key or an option is not valid.
 */
export async function verifySessionToken(token: string, options: VerifySessionTokenOptions): Promise<Session> {
  try {
    return await createSessionVerifier(options)(token, () => ownOptions(options).origin);
  } catch (cause) {
    if (!(cause instanceof TokenFault)) throw cause;
    const status = cause.code === 'unauthorized' ? 401 : 429;
    throw new SocialConnectError(cause.code, cause.message, { status, cause });
  }
}
