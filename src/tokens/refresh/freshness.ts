const MARGIN_MS = 60_000;

/** When a token is no longer handed out, in milliseconds since 1970: a minute before its end, or in the middle of a short life. */
export function toLastUse({ issuedAt, expiresAt }: { readonly issuedAt: number; readonly expiresAt: number }): number {
  return expiresAt - Math.min(MARGIN_MS, (expiresAt - issuedAt) / 2);
}

/** Whether a token can be handed out. */
export function isFresh(token: { readonly issuedAt: number; readonly expiresAt: number }): boolean {
  return Date.now() < toLastUse(token);
}
