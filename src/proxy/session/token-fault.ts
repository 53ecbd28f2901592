import { errors } from 'jose';
import { ownOptions } from '../../protocol/own-options.js';

/** Why a session token is refused. The client never learns the reason; the proxy's log does. */
export class TokenFault extends Error {
  /** A part of a sentence, without values from the token: "the claim `aud` …". */
  readonly reason: string;
  /** `rate_limited` if the token is valid and only the replay guard is full. */
  readonly code: 'unauthorized' | 'rate_limited';

  constructor(reason: string, options: { code?: TokenFault['code']; cause?: unknown } = {}) {
    const { code = 'unauthorized', cause } = ownOptions(options);
    super(`The session token was refused: ${reason}.`, { cause });
    this.reason = reason;
    this.code = code;
  }
}

/** What the JWT library found, by the claim or header parameter that it names. */
const CLAIM_REASONS: Readonly<Record<string, string>> = {
  // No claim is a name on Object.prototype.
  __proto__: null as never,
  aud: 'the claim `aud` is missing or does not contain the audience of this proxy',
  exp: 'the claim `exp` is missing or not a number of seconds',
  iat: 'the claim `iat` is missing or not a number of seconds',
  nbf: 'the claim `nbf` is not a number of seconds',
};

/** The claims count seconds (RFC 7519, section 2). These are seconds of the year 5138, or milliseconds of today. */
const MILLISECONDS_FROM = 1e11;

/** What is wrong with a claim that is too late. */
export function describeLateClaim(claim: string, value: unknown, problem: string): string {
  const isInMilliseconds = Number(value) >= MILLISECONDS_FROM;
  return `the claim \`${claim}\` ${isInMilliseconds ? 'is in milliseconds: it must be in seconds' : problem}`;
}

function describeClaim({ claim, reason, payload }: errors.JWTClaimValidationFailed, type: string): string {
  if (claim === 'typ') return `the header \`typ\` is not \`${type}\``;
  if (reason === 'check_failed' && (claim === 'iat' || claim === 'nbf')) {
    return describeLateClaim(claim, payload[claim], 'is in the future: compare the clocks of both servers');
  }
  return CLAIM_REASONS[claim] ?? 'a claim is not valid';
}

/**
 * Says what is wrong with a JWT, without values from it.
 *
 * @param type The `typ` that its header must have.
 */
export function describeJwtFault(cause: errors.JOSEError, type: string): string {
  if (cause instanceof errors.JWTExpired) {
    return cause.claim === 'exp'
      ? 'the token has expired (`exp`)'
      : 'the token is too old: `iat` is longer ago than `maxTokenAge`';
  }
  if (cause instanceof errors.JWTClaimValidationFailed) return describeClaim(cause, type);
  if (cause instanceof errors.JWSSignatureVerificationFailed) {
    return 'the signature does not match the key: both servers must have the same key';
  }
  if (cause instanceof errors.JOSEAlgNotAllowed) return 'the header `alg` does not fit the key';
  return 'it is not a well-formed JWT';
}

/** Describes an error of the JWT library. */
export function toTokenFault(cause: errors.JOSEError, type: string): TokenFault {
  return new TokenFault(describeJwtFault(cause, type), { cause });
}
