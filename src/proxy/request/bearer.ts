const BEARER_PATTERN = /^Bearer ([\w.~+/-]+=*)$/i;

/** Reads the token from `Authorization: Bearer` (RFC 6750, section 2.1); `undefined` if there is none. */
export function readBearer(request: Request): string | undefined {
  return BEARER_PATTERN.exec(request.headers.get('Authorization') ?? '')?.[1];
}

/** Whether the request has credentials of the scheme Bearer, well-formed or not. */
export function hasBearer(request: Request): boolean {
  return /^Bearer\b/i.test(request.headers.get('Authorization') ?? '');
}
