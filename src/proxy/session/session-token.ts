import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import type { JWTPayload } from 'jose';
import { SocialConnectError } from '../../errors.js';
import { isSecureOrigin } from '../../protocol/secure-url.js';
import type { ReplayGuard } from './replay-guard.js';
import { createKeyRing, toVerifyingKey } from './key-ring.js';
import type { KeyRing, SessionKey, SessionKeySet } from './key-ring.js';
import { parseSession } from './session.js';
import type { Session } from './session.js';

/** `typ` of a session token's header: no other kind of token that the same key signs passes for one (RFC 8725 section 3.11). */
const TOKEN_TYPE = 'ghl-connect+jwt';
const DEFAULT_AUDIENCE = 'ghl-social-connect';
const DEFAULT_LIFETIME_S = 300;
const MAX_LIFETIME_S = 600;
const CLOCK_TOLERANCE_S = 60;
const MAX_TOKEN_LENGTH = 4_096;

/** What a session token says. */
export interface SessionClaims extends Session {
  /** The one origin whose pages may use the token; absent means any that the proxy allows. */
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
  /** Origin of the page that sent the token; a token that is bound to an origin is good for no other. */
  origin?: string | undefined;
  /** Seconds that clocks may differ by. Default and maximum 60. */
  clockTolerance?: number;
  /** Seconds after which a token is too old, whatever its `exp` says. Default and maximum 600. */
  maxTokenAge?: number;
  /**
   * Makes every token good for one request. Off by default, since the element sends one token with several requests;
   * with it, give the element a `getSessionToken` and a new token each time.
   */
  replay?: ReplayGuard;
}

/** Nobody would accept a token for another kind of audience, or any would do. */
function checkAudience(audience: unknown): void {
  if (audience === undefined || (typeof audience === 'string' && audience !== '')) return;
  throw new SocialConnectError('invalid_config', '`audience` must be a text.');
}

/**
 * Mints a session token: a JWT (RFC 7519) that a page on another origin sends to the proxy as Bearer.
 *
 * Any backend language can mint the same: header `typ: ghl-connect+jwt`, claims `aud`, `sub` (user), `loc` (location),
 * `plat` (platforms, optional), `origin` (optional), `iat`, `exp` (at most 600 s later) and `jti`.
 *
 * @throws {SocialConnectError} `invalid_config` if the session, the audience, the lifetime or the key is not one.
 */
export async function createSessionToken(claims: SessionClaims, options: CreateSessionTokenOptions): Promise<string> {
  const { audience = DEFAULT_AUDIENCE, expiresIn = DEFAULT_LIFETIME_S } = options;
  checkAudience(options.audience);
  const session = parseSession(claims);
  if (session === undefined) {
    throw new SocialConnectError(
      'invalid_config',
      'A session needs the ids of a location and a user, and known platforms.',
    );
  }
  if (claims.origin !== undefined && !isSecureOrigin(claims.origin)) {
    throw new SocialConnectError('invalid_config', '`origin` must be an exact origin, like https://app.example.');
  }
  if (!Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > MAX_LIFETIME_S) {
    throw new SocialConnectError('invalid_config', `\`expiresIn\` must be 1 to ${MAX_LIFETIME_S} seconds.`);
  }
  const { signing } = createKeyRing(options.key);
  const issuedAt = Math.floor(Date.now() / 1_000);
  return new SignJWT({ loc: session.locationId, plat: session.platforms, origin: claims.origin })
    .setProtectedHeader({ alg: signing.algorithms[0], typ: TOKEN_TYPE, kid: signing.id })
    .setAudience(audience)
    .setSubject(session.userId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + expiresIn)
    .setJti(crypto.randomUUID())
    .sign(signing.key);
}

function refuseToken(reason: string, cause?: unknown): SocialConnectError {
  return new SocialConnectError('unauthorized', `The session token ${reason}.`, { status: 401, cause });
}

function readKeyId(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch (cause) {
    throw refuseToken('is no JWT', cause);
  }
}

async function verifySignature(token: string, keys: KeyRing, options: VerifySessionTokenOptions): Promise<JWTPayload> {
  const { audience = DEFAULT_AUDIENCE, clockTolerance = CLOCK_TOLERANCE_S, maxTokenAge = MAX_LIFETIME_S } = options;
  const key = keys.find(readKeyId(token));
  if (key === undefined) throw refuseToken('names a key that is not in the set');
  try {
    // `audience` makes `aud` required, and `maxTokenAge` makes `iat` required; the other claims are read below.
    const { payload } = await jwtVerify(token, toVerifyingKey(key), {
      algorithms: [...key.algorithms],
      audience,
      typ: TOKEN_TYPE,
      clockTolerance: Math.min(clockTolerance, CLOCK_TOLERANCE_S),
      maxTokenAge: Math.min(maxTokenAge, MAX_LIFETIME_S),
    });
    return payload;
  } catch (cause) {
    if (cause instanceof errors.JOSEError) throw refuseToken('is not valid', cause);
    throw new SocialConnectError('invalid_config', 'The key for session tokens cannot verify.', { cause });
  }
}

/** A number that is none would let every token pass, or none. */
function checkOptions({ audience, clockTolerance = 0, maxTokenAge = 1 }: VerifySessionTokenOptions): void {
  checkAudience(audience);
  if (!(clockTolerance >= 0)) {
    throw new SocialConnectError('invalid_config', '`clockTolerance` must be a number of seconds, 0 or more.');
  }
  if (!(maxTokenAge > 0)) {
    throw new SocialConnectError('invalid_config', '`maxTokenAge` must be a number of seconds above 0.');
  }
}

/**
 * Creates a verifier whose keys and options are checked once, at once.
 *
 * @throws {SocialConnectError} `invalid_config` if one of them is not good.
 */
export function createSessionVerifier(
  options: VerifySessionTokenOptions,
): (token: string, origin: string | undefined) => Promise<Session> {
  checkOptions(options);
  const keys = createKeyRing(options.key);

  return async (token, origin) => {
    if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH) throw refuseToken('is no JWT');
    const { sub, loc, plat, origin: bound, jti, iat = 0, exp } = await verifySignature(token, keys, options);
    const session = parseSession({ locationId: loc, userId: sub, platforms: plat });
    if (session === undefined) throw refuseToken('has claims that are not valid');
    if (bound !== undefined && bound !== origin) throw refuseToken('belongs to another origin');
    if (typeof jti !== 'string' || jti === '' || exp === undefined) throw refuseToken('has claims that are not valid');
    // The token is good to the end of its last second.
    const expiresAt = Math.min(exp, iat + MAX_LIFETIME_S) + CLOCK_TOLERANCE_S + 1;
    const isFirstUse = (await options.replay?.use(jti, expiresAt)) ?? true;
    if (!isFirstUse) throw refuseToken('was used before');
    return session;
  };
}

/**
 * Verifies a session token: signature by the key's own algorithm, `typ`, `aud`, `exp`, `iat`, age, `origin` and, if
 * asked for, single use.
 *
 * @returns The session; its ids are good to use.
 * @throws {SocialConnectError} `unauthorized` if the token is not good, `invalid_config` if the key or an option is not one.
 */
export async function verifySessionToken(token: string, options: VerifySessionTokenOptions): Promise<Session> {
  return createSessionVerifier(options)(token, options.origin);
}
